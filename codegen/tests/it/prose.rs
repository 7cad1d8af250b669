//! Prose of a description is harmless, as rustdoc's Markdown parser reads it.

use std::collections::BTreeSet;

use matrix_openapi_codegen::rustdoc::code;
use matrix_openapi_codegen::rustdoc::inert::{Pages, behind, plain, prose, sentence};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

fn pages() -> Pages {
    Pages { root: "https://spec.example/v1".to_owned(), page: "https://spec.example/v1/api/".to_owned() }
}

/// Parses Markdown like rustdoc, with tables, footnotes, strikethrough, task lists and smart punctuation.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // Rustdoc reads text between brackets as a link to an item.
    let mut broken = |link: pulldown_cmark::BrokenLink<'_>| {
        Some((format!("broken:{}", link.reference).into(), CowStr::from("")))
    };
    Parser::new_with_broken_link_callback(markdown, options, Some(&mut broken))
        .map(|event| event_of(event))
        .collect()
}

fn event_of(event: Event<'_>) -> Event<'static> {
    event.into_static()
}

/// Fails if the Markdown has a construct that is not inert.
fn assert_inert(source: &str, markdown: &str) {
    let mut shown_as_is = 0;
    for event in events(markdown) {
        let harmless = match &event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => false,
            Event::Start(Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::Image { .. }) => false,
            Event::Start(Tag::CodeBlock(kind)) => {
                shown_as_is += 1;
                matches!(kind, CodeBlockKind::Fenced(info) if &**info == "text")
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                shown_as_is += 1;
                let known = |scheme: &&str| dest_url.to_lowercase().starts_with(scheme);
                ["https://", "http://", "mailto:"].iter().any(known)
                    && matches!(link_type, LinkType::Inline | LinkType::Autolink)
            }
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => {
                shown_as_is -= 1;
                true
            }
            // Rustdoc warns about bare URLs.
            Event::Text(text) => shown_as_is > 0 || !(text.contains("http://") || text.contains("https://")),
            _ => true,
        };
        assert!(harmless, "{event:?} of\n{markdown}\nwhich was\n{source}");
    }
    let refused = |one: char| {
        (one.is_control() && one != '\n')
            || matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}')
    };
    assert!(!markdown.contains(refused), "{markdown:?}");
}

#[test]
fn active_markup_is_made_harmless() {
    for source in [
        "~~~\nfn main() {}\n~~~",
        "> ```\n> panic!()\n> ```",
        "- item\n\n  ```rust\n  panic!()\n  ```",
        "1. item\n\n       panic!()",
        "    panic!()",
        "text\n\n    panic!()",
        "\tpanic!()",
        "```should_panic\nx",
        "````rust\n```\npanic!()\n````",
        "a \\` <b> ` c",
        "`a` `` b <script>",
        "<script>alert(1)</script>",
        "<!-- a\n\n-->",
        "<div>\n\ntext\n\n</div>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,b)",
        "[a](<javascript:x>)",
        "[a]: javascript:x\n\n[a]",
        "<javascript:x>",
        "![a](https://example.org/x.png)",
        "[`crate::Client`] and [Client] and [x][y]",
        "[^1]\n\n[^1]: note",
        "a\r# b\u{2028}# c",
        "\u{202e}abc",
        "-\n\n  -\n\n      panic!()",
        "text\n12) foo\n\n        panic!()",
        "https://example.org/a_b and <https://example.org/c>.",
        "a | b\n--- | ---\n`c|d` | <e>",
        "| a |\n|---|\n| ``` |",
        "a|b\n-|-\n`<i>|`",
        "a|b\n-|-\n`\\\\|<i>`",
        "- [ ] task",
        "title\n===",
    ] {
        for written in [prose(source, &pages()), sentence(source, &pages()), plain(source), code(source)] {
            assert_inert(source, &written);
        }
    }
}

#[test]
fn harmless_markup_is_kept() {
    let is = |source: &str, expected: &str| assert_eq!(prose(source, &pages()), expected, "{source}");
    for same in [
        "Plain words, with `code` and *emphasis* and **more**.",
        "# Title\n\nText.",
        "- one\n\n- two",
        "1. one\n\n2. two",
        "> said",
        "[a](https://example.org/b)",
        "a | b\n--- | ---\nc | `d`",
        "```text\n  kept\n```",
    ] {
        is(same, same);
    }
    is(
        "[a](/b#c), [d](#e \"title\"), [f](g.html)",
        "[a](https://spec.example/v1/b#c), [d](https://spec.example/v1/api/#e), f",
    );
    is("a < b, a[0], a_b", "a \\< b, a\\[0\\], a_b");
    is("- one\n  two\n- three\n  - four", "- one\n  two\n\n- three\n  - four");
    is("See https://example.org/a.", "See <https://example.org/a>.");
    is("{{% boxes/note %}}\nNote.\n{{% /boxes/note %}}", "Note.");
    is("a {{% added-in v=\"1.2\" %}}b", "a b");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`a"), "`` `a ``");
    assert_eq!(plain("# a\n<b>"), "\\# a \\<b>");
}

/// Pieces of Markdown, HTML and shortcodes, to be mixed.
#[rustfmt::skip]
const PIECES: [&str; 46] = [
    "\n", "\n", "\n\n", " ", "  ", "    ", "\t", "a", "b c", "- ", "* ", "+ ", "1. ", "23) ", "> ", "# ",
    "```", "```rust", "~~~", "`", "``", "[", "]", "(", ")", "](", "[a](", "javascript:x", "https://e.org/",
    "/p", "#f", "<b>", "<!--", "-->", "<", ">", "&lt;", "\\", "|", "|", "\n-|-\n", "---", "===", "![",
    "{{%", "%}}",
];

#[test]
fn no_mixture_of_markup_is_active() {
    let rounds = std::env::var("PROSE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20_000);
    let mut dice = crate::odd::Dice(1);
    let mut written = BTreeSet::new();
    for _ in 0..rounds {
        let length = 1 + dice.below(24);
        let source: String = (0..length).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let markdown = prose(&source, &pages());
        assert_inert(&source, &markdown);
        assert_inert(&source, &format!("before\n\n{}\n\nafter", behind("- `a`:", &markdown)));
        let cell = markdown.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        assert_inert(&source, &format!("a | b\n--- | ---\n{cell} | c\n"));
        written.insert(markdown);
    }
    assert!(written.len() > rounds / 2, "only {} texts of {rounds} differ", written.len());
}

#[test]
fn long_prose_is_cleaned_quickly() {
    for piece in
        ["[", "`a``b", "> ", "- ", "<a", "![", "(", "[](", "[a](b)", "{{%", "\\", "a\n  ", "-\n ", "> - "]
    {
        let started = std::time::Instant::now();
        prose(&piece.repeat(100_000 / piece.len()), &pages());
        assert!(started.elapsed().as_secs() < 10, "{piece:?} took {:?}", started.elapsed());
    }
}

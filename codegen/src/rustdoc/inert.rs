//! Converts text of a description to inert Markdown: without doctests, HTML, links to anything but web pages, and
//! characters that the compiler refuses.
//!
//! The output contains only harmless constructs: headings, lists, quotes, code blocks marked as text, code spans, links
//! and emphasis. Everything else is escaped, so it reads as written. A Markdown parser would add to the compile time of
//! every user; tests compare the result with one.

use crate::code_span::{clean, code, longest_run};
use crate::sorted::SortedMap;

/// The deepest nesting of lists and quotes; deeper ones become text.
const DEPTH: usize = 8;

/// The most characters to search for the end of a link.
const FAR: usize = 1_000;

/// The targets of links without a host.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The prefix of links that start with a slash.
    pub root: String,
    /// The prefix of links that are only a fragment.
    pub page: String,
}

/// Converts prose to Markdown.
pub fn prose(text: &str, pages: &Pages) -> String {
    let clean = clean(text);
    let lines: Vec<&str> = clean.trim().lines().collect();
    blocks(&lines, pages, 0).join("\n").trim().to_owned()
}

/// Converts prose to one line of Markdown, for example for a table.
pub fn sentence(text: &str, pages: &Pages) -> String {
    let words = clean(text);
    let words: Vec<_> = words.split_whitespace().collect();
    begun(&inline(&words.join(" "), Some(pages)))
}

/// Returns the text on one line, with all Markdown escaped.
pub fn plain(text: &str) -> String {
    let mut line = String::new();
    for one in clean(text).trim().chars() {
        match one {
            '\n' => line.push(' '),
            one => escaped(one, &mut line),
        }
    }
    // Rustdoc warns about a URL that is not a link.
    begun(&line.replace("://", "\\://"))
}

/// Puts a result of [`prose`] after some words, such as a name and a colon, in a list item. Puts blocks on a new line.
pub fn behind(words: &str, prose: &str) -> String {
    let first = prose.lines().next().unwrap_or_default();
    let is_block =
        item(first).is_some() || heading(first).is_some() || fence(first).is_some() || first.starts_with('>');
    let text = format!("{words}{}{prose}", if is_block { "\n\n" } else { " " });
    text.replace('\n', "\n  ").replace("\n  \n", "\n\n")
}

/// Converts the lines of a text to lines of Markdown.
fn blocks(lines: &[&str], pages: &Pages, depth: usize) -> Vec<String> {
    let mut written = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let start = line.trim_start();
        let indent = line.len() - start.len();
        if start.is_empty() || is_rule(start) || is_shortcode(start) {
            blank(&mut written);
            rest = after;
        } else if let Some(fence) = fence(start) {
            let length = after.iter().position(|line| closes(line.trim(), fence)).unwrap_or(after.len());
            let (inside, behind) = after.split_at(length);
            block_of_code(inside, indent, &mut written);
            rest = behind.get(1..).unwrap_or_default();
        } else if start.starts_with('>') && depth < DEPTH {
            let length = rest.iter().take_while(|line| line.trim_start().starts_with('>')).count();
            let (quoted, behind) = rest.split_at(length);
            let inner: Vec<&str> =
                quoted.iter().map(|line| line.trim_start().trim_start_matches('>')).collect();
            let inner = blocks(&inner, pages, depth + 1);
            written.extend(inner.iter().map(|line| format!("> {line}").trim_end().to_owned()));
            // Otherwise, the next line would belong to the quote.
            blank(&mut written);
            rest = behind;
        } else if item(start).is_some() && depth < DEPTH {
            let length = after.iter().enumerate().take_while(|(at, _)| belongs(after, *at, indent)).count();
            let (own, behind) = rest.split_at((length + 1).min(rest.len()));
            list_item(own, pages, depth, &mut written);
            rest = behind;
        } else {
            let length = 1 + after.iter().take_while(|line| continues(line)).count();
            let (own, behind) = rest.split_at(length.min(rest.len()));
            paragraph(own, pages, &mut written);
            rest = behind;
        }
    }
    written
}

/// Ends a block with an empty line, unless there is one already.
fn blank(written: &mut Vec<String>) {
    if written.last().is_some_and(|last| !last.is_empty()) {
        written.push(String::new());
    }
}

/// Returns whether a line continues the paragraph above it.
fn continues(line: &&str) -> bool {
    let start = line.trim_start();
    let begins = start.is_empty() || start.starts_with('>') || is_rule(start) || is_shortcode(start);
    !begins && fence(start).is_none() && item(start).is_none() && heading(start).is_none()
}

/// Returns whether a line after a list item belongs to the item.
fn belongs(lines: &[&str], at: usize, indent: usize) -> bool {
    let deeper = |line: &&str| line.len() - line.trim_start().len() > indent;
    let Some(line) = lines.get(at) else { return false };
    if line.trim().is_empty() {
        let next = lines.iter().skip(at).find(|line| !line.trim().is_empty());
        return next.is_some_and(deeper);
    }
    let follows = at == 0 || lines.get(at - 1).is_some_and(|before| !before.trim().is_empty());
    deeper(line) || (follows && continues(line))
}

/// Converts a list item, whose text is converted like a text of its own.
fn list_item(lines: &[&str], pages: &Pages, depth: usize, written: &mut Vec<String>) {
    let Some((first, others)) = lines.split_first() else { return };
    let Some((marker, text)) = item(first.trim_start()) else { return };
    let begin = first.len() - text.len();
    let mut own = vec![text.trim_start()];
    own.extend(others.iter().map(|line| without_indent(line, begin + 1)));
    let inner = blocks(&own, pages, depth + 1);
    let mut inner = inner.into_iter().skip_while(|line| line.is_empty());
    let marker = if marker.starts_with(['*', '+']) { "-" } else { marker };
    let indent = " ".repeat(marker.len() + 1);
    // An empty item is dropped, because a row of dashes would be a horizontal rule.
    let Some(text) = inner.next() else { return };
    // Only an item that starts with a dash can interrupt a paragraph, and only if its line does not delimit the head of
    // a table.
    if marker != "-" || is_delimiter(&text) {
        blank(written);
    }
    written.push(format!("{marker} {text}"));
    written.extend(inner.map(|line| if line.is_empty() { line } else { format!("{indent}{line}") }));
    blank(written);
}

/// Converts a code block, marked as text so it does not become a doctest.
fn block_of_code(lines: &[&str], indent: usize, written: &mut Vec<String>) {
    let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or_default();
    let ticks = "`".repeat(longest.max(2) + 1);
    written.push(format!("{ticks}text"));
    written.extend(lines.iter().map(|line| without_indent(line, indent).trim_end().to_owned()));
    written.push(ticks);
}

fn paragraph(lines: &[&str], pages: &Pages, written: &mut Vec<String>) {
    let Some((first, others)) = lines.split_first() else { return };
    let first = first.trim();
    if let Some((level, text)) = heading(first) {
        written.push(format!("{level} {}", inline(text, Some(pages))));
        if !others.is_empty() {
            paragraph(others, pages, written);
        }
        return;
    }
    if lines.iter().any(|line| is_delimiter(line)) {
        written.extend(lines.iter().map(|line| begun(&row(line.trim(), pages))));
        return;
    }
    let text: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    written.extend(inline(&text.join("\n"), Some(pages)).lines().map(|line| begun(line.trim())));
}

/// Converts a table row cell by cell, because a `|` separates cells even inside code.
fn row(line: &str, pages: &Pages) -> String {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for one in line.chars() {
        match cells.last_mut() {
            Some(last) if one != '|' || escaped => last.push(one),
            _ => cells.push(String::new()),
        }
        escaped = one == '\\' && !escaped;
    }
    cells.iter().map(|cell| inline(cell, Some(pages))).collect::<Vec<_>>().join("|")
}

/// Returns whether a line may delimit the head of a table.
fn is_delimiter(line: &str) -> bool {
    line.chars().all(|one| matches!(one, '-' | ':' | '|' | ' '))
}

/// Splits a heading into its marks and its text.
fn heading(line: &str) -> Option<(&str, &str)> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let (level, text) = line.split_at_checked(marks).filter(|_| (1..=6).contains(&marks))?;
    text.starts_with(' ').then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

/// Splits a list item into its marker and the rest.
fn item(line: &str) -> Option<(&str, &str)> {
    let digits = line.len() - line.trim_start_matches(|one: char| one.is_ascii_digit()).len();
    let marker = match digits {
        0 if line.starts_with(['-', '*', '+']) => 1,
        1..=9 if line.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let (marker, text) = line.split_at_checked(marker)?;
    (text.is_empty() || text.starts_with(' ')).then_some((marker, text))
}

/// Returns the character of a fence that opens a code block, and the number of its repetitions.
fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let (count, info) = (run(line, mark), line.trim_start_matches(mark));
    (count >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, count))
}

fn closes(line: &str, (mark, count): (char, usize)) -> bool {
    run(line, mark) >= count && line.trim_start_matches(mark).is_empty()
}

/// Returns whether a line is a horizontal rule, or would turn the line above it into a heading.
fn is_rule(line: &str) -> bool {
    let marks = line.chars().filter(|one| *one != ' ').count();
    let of = |mark: char| line.chars().all(|one| one == mark || one == ' ');
    (marks >= 3 && ['-', '*', '_'].into_iter().any(of)) || of('=')
}

/// Returns whether a line is a shortcode of upstream's site generator.
fn is_shortcode(line: &str) -> bool {
    line.starts_with("{{%") || line.starts_with("{{<")
}

/// Removes up to `indent` spaces from the start of a line.
fn without_indent(line: &str, indent: usize) -> &str {
    let own = line.len() - line.trim_start_matches(' ').len();
    line.get(own.min(indent)..).unwrap_or_default()
}

/// Counts how often the character is repeated at the start.
fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|one| *one == mark).count()
}

/// Converts the text of a paragraph: keeps code spans, links and emphasis, and escapes everything else. The label of a
/// link is converted without `pages`: it cannot contain links and is one line.
fn inline(text: &str, pages: Option<&Pages>) -> String {
    let mut written = String::new();
    let labels = if pages.is_some() { labels(text) } else { SortedMap::new() };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let used = match (first, pages) {
            ('`', _) => span(rest, &mut written),
            ('\\', _) => backslash(rest, &mut written),
            ('{', _) => shortcode(rest),
            (':', _) if rest.starts_with("://") => Some(1).inspect(|_| written.push_str("\\:")),
            ('*' | '_' | '|', _) => Some(1).inspect(|_| written.push(first)),
            ('\n', None) => Some(1).inspect(|_| written.push(' ')),
            ('[' | '!', Some(pages)) => {
                let begin = text.len() - rest.len() + usize::from(first == '!');
                labels.get(&begin).and_then(|label| link(rest, label, pages, &mut written))
            }
            ('<' | 'h' | 'H', Some(pages)) => address(rest, pages, &mut written),
            _ => None,
        };
        let used = used.unwrap_or_else(|| {
            escaped(first, &mut written);
            first.len_utf8()
        });
        rest = rest.get(used..).unwrap_or_default();
    }
    written
}

/// Converts a code span at the start of a text and returns its length. Escapes other backquotes.
fn span(text: &str, written: &mut String) -> Option<usize> {
    let ticks = run(text, '`');
    let inner = text.get(ticks..)?;
    let mut from = 0;
    while let Some(at) = inner.get(from..)?.find('`') {
        let end = from + at;
        let closing = run(inner.get(end..)?, '`');
        if closing == ticks {
            let content = inner.get(..end)?;
            let stripped = content.strip_prefix(' ').and_then(|content| content.strip_suffix(' '));
            written.push_str(&code(stripped.filter(|inner| !inner.is_empty()).unwrap_or(content)));
            return Some(ticks + end + closing);
        }
        from = end + closing;
    }
    written.push_str(&"\\`".repeat(ticks));
    Some(ticks)
}

/// Converts a link or an image at the start of a text. Keeps only the label if the target is not allowed.
fn link(text: &str, label: &str, pages: &Pages, written: &mut String) -> Option<usize> {
    let image = text.strip_prefix('!');
    let open = image.unwrap_or(text).strip_prefix('[')?;
    let behind = open.get(label.len() + 1..)?.strip_prefix('(')?;
    let target = behind.get(..closing(behind)?)?;
    let before = usize::from(image.is_some()) + 1;
    // A title may follow the URL.
    let address = target.trim().split(char::is_whitespace).next().unwrap_or_default();
    let address = address.trim_start_matches('<').trim_end_matches('>');
    let label_written = inline(label, None);
    match (allowed(address, pages), label.trim().is_empty()) {
        (Some(address), false) if image.is_none() => {
            written.push_str(&format!("[{label_written}]({address})"))
        }
        _ => written.push_str(&label_written),
    }
    Some(before + label.len() + 2 + target.len() + 1)
}

/// Returns the texts between square brackets, by the offset of the opening bracket.
fn labels(text: &str) -> SortedMap<usize, &str> {
    let (mut open, mut labels) = (Vec::new(), SortedMap::new());
    let mut escaped = false;
    for (at, one) in text.char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open.push(at),
            ']' => labels.extend(open.pop().and_then(|begin| Some((begin, text.get(begin + 1..at)?)))),
            _ => {}
        }
    }
    labels
}

/// Returns the offset of the bracket that closes the bracket before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, one) in text.char_indices().take(FAR) {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Converts the bare URL of a web page, with or without angle brackets, and returns its length.
fn address(text: &str, pages: &Pages, written: &mut String) -> Option<usize> {
    let open = text.strip_prefix('<');
    let inner = open.unwrap_or(text);
    let end =
        inner.find(|one: char| one.is_whitespace() || "<>\"`|[]{}\\^".contains(one)).unwrap_or(inner.len());
    let mut address = inner.get(..end)?;
    if open.is_none() {
        address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ')']);
    } else if !inner.get(end..)?.starts_with('>') {
        return None;
    }
    if !address.get(..4)?.eq_ignore_ascii_case("http") {
        return None;
    }
    written.push_str(&format!("<{}>", allowed(address, pages)?));
    Some(address.len() + if open.is_some() { 2 } else { 0 })
}

/// Returns the target of a link, if allowed: a web page, a mail address, or a path or heading on the official site.
fn allowed(address: &str, pages: &Pages) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].into_iter().any(|scheme| {
        lower
            .strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric()))
    });
    let address = match address.chars().next()? {
        '/' => format!("{}{address}", pages.root),
        '#' => format!("{}{address}", pages.page),
        _ if known => address.to_owned(),
        _ => return None,
    };
    let mut encoded = String::new();
    for byte in address.bytes() {
        match byte {
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'"' | b'\'' | b'`' | b'\\' | b'|' | b'*' | b'^'
            | b'{' | b'}' => {
                encoded.push_str(&format!("%{byte:02X}"));
            }
            b'!'..=b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(encoded)
}

/// Converts a backslash and the character that it escapes.
fn backslash(text: &str, written: &mut String) -> Option<usize> {
    let next = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
    written.push('\\');
    written.push(next);
    Some(2)
}

/// Returns the length of a shortcode of upstream's site generator, so the caller skips it.
fn shortcode(text: &str) -> Option<usize> {
    let (open, close) =
        [("{{%", "%}}"), ("{{<", ">}}")].into_iter().find(|(open, _)| text.starts_with(open))?;
    let end = text
        .char_indices()
        .take(FAR)
        .find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(close)));
    end.map(|(at, _)| at + close.len()).filter(|_| text.starts_with(open))
}

/// Writes a character without a meaning in Markdown.
fn escaped(one: char, written: &mut String) {
    // Escapes only if necessary, so the source text stays readable.
    if matches!(one, '<' | '[' | ']' | '`' | '\\' | '*' | '_' | '~' | '&' | '$') {
        written.push('\\');
    }
    written.push(one);
}

/// Escapes the start of a line that would begin a block.
fn begun(line: &str) -> String {
    let begins =
        item(line).is_some() || heading(line).is_some() || is_rule(line) || line.starts_with(['>', '#', '+']);
    if !begins {
        return line.to_owned();
    }
    // The backslash goes after the number of a list item, otherwise to the start.
    let digits = run_of_digits(line);
    let (before, behind) = line.split_at_checked(digits).unwrap_or((line, ""));
    format!("{before}\\{behind}")
}

fn run_of_digits(line: &str) -> usize {
    line.len() - line.trim_start_matches(|one: char| one.is_ascii_digit()).len()
}

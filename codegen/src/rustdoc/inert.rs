//! Text of a description as Markdown that can do nothing: no test comes of it, no HTML, no link to an item or to
//! another place than a web page, and no character that the compiler refuses.
//!
//! What is written is made of the few things that are known to be harmless, which are headings, lists, quotes, blocks
//! of code that is marked as text, spans of code, links and emphasis. All else is escaped, so that it reads as it
//! stands. No Markdown parser is needed for that, which every user of the crate would compile; the tests hold the
//! result against one.

use std::collections::BTreeMap;

/// How deep lists and quotes may be nested; what is deeper is text.
const DEPTH: usize = 8;

/// How far the end of a link is looked for.
const FAR: usize = 1_000;

/// Where the links of a text that name no host lead.
#[derive(Debug, Clone)]
pub struct Pages {
    /// What a link that begins with a slash is below.
    pub root: String,
    /// The page that a link of a fragment alone is on.
    pub page: String,
}

/// Prose as Markdown.
pub fn prose(text: &str, pages: &Pages) -> String {
    let clean = clean(text);
    let lines: Vec<&str> = clean.trim().lines().collect();
    blocks(&lines, pages, 0).join("\n").trim().to_owned()
}

/// Prose on one line, such as a sentence that is to stand in a table.
pub fn sentence(text: &str, pages: &Pages) -> String {
    let words = clean(text);
    let words: Vec<_> = words.split_whitespace().collect();
    begun(&inline(&words.join(" "), Some(pages)))
}

/// A span of code that reads as the text does, on one line.
pub fn code(text: &str) -> String {
    let text: String = clean(text).chars().map(|one| if one == '\n' { ' ' } else { one }).collect();
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    // A parser takes one blank away from both sides, unless there is nothing but blanks.
    let padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    if padded && !text.trim().is_empty() {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

/// A text without any Markdown in it, on one line.
pub fn plain(text: &str) -> String {
    let mut line = String::new();
    for one in clean(text).trim().chars() {
        match one {
            '\n' => line.push(' '),
            one => escaped(one, &mut line),
        }
    }
    // Rustdoc asks for links where an address stands in the text.
    begun(&line.replace("://", "\\://"))
}

/// A text of [`prose`] behind some words, such as a name and a colon, in a list: what begins a block begins a line.
pub fn behind(words: &str, prose: &str) -> String {
    let first = prose.lines().next().unwrap_or_default();
    let is_block =
        item(first).is_some() || heading(first).is_some() || fence(first).is_some() || first.starts_with('>');
    let text = format!("{words}{}{prose}", if is_block { "\n\n" } else { " " });
    text.replace('\n', "\n  ").replace("\n  \n", "\n\n")
}

/// The text with lines that end as Rust's do, and without characters that compilers or readers take for something else
/// than they look like.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.chars().map(|one| match one {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\t' => ' ',
        '\n' => '\n',
        one if one.is_control() || is_hidden(one) => char::REPLACEMENT_CHARACTER,
        one => one,
    });
    text.collect()
}

/// Whether a character shows nothing, or changes how others are shown.
fn is_hidden(one: char) -> bool {
    matches!(one, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The lines of a text as lines of Markdown.
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
            // What follows would belong to the quote.
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

/// Ends a block by an empty line, unless there is one.
fn blank(written: &mut Vec<String>) {
    if written.last().is_some_and(|last| !last.is_empty()) {
        written.push(String::new());
    }
}

/// Whether a line goes on with the paragraph above it.
fn continues(line: &&str) -> bool {
    let start = line.trim_start();
    let begins = start.is_empty() || start.starts_with('>') || is_rule(start) || is_shortcode(start);
    !begins && fence(start).is_none() && item(start).is_none() && heading(start).is_none()
}

/// Whether a line that follows a list's item is a part of it.
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

/// An item of a list: what stands behind its marker is a text of its own.
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
    // Of nothing no item is made: a row of dashes would be a line across the text.
    let Some(text) = inner.next() else { return };
    // Only an item that begins with a dash, and is not the line below the head of a table, is one whatever stands above.
    if marker != "-" || is_delimiter(&text) {
        blank(written);
    }
    written.push(format!("{marker} {text}"));
    written.extend(inner.map(|line| if line.is_empty() { line } else { format!("{indent}{line}") }));
    blank(written);
}

/// A block of code, marked as text so that it is no test.
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

/// A row of a table, of which each cell is a text of its own: what is in code divides cells too.
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

/// Whether a line may stand below the head of a table.
fn is_delimiter(line: &str) -> bool {
    line.chars().all(|one| matches!(one, '-' | ':' | '|' | ' '))
}

/// The marks and the text of a heading.
fn heading(line: &str) -> Option<(&str, &str)> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let (level, text) = line.split_at_checked(marks).filter(|_| (1..=6).contains(&marks))?;
    text.starts_with(' ').then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

/// The marker of a list's item and what follows it.
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

/// The character and the number of a fence that begins a block of code.
fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let (count, info) = (run(line, mark), line.trim_start_matches(mark));
    (count >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, count))
}

fn closes(line: &str, (mark, count): (char, usize)) -> bool {
    run(line, mark) >= count && line.trim_start_matches(mark).is_empty()
}

/// Whether a line is drawn across the text, or would make a heading of the line above it.
fn is_rule(line: &str) -> bool {
    let marks = line.chars().filter(|one| *one != ' ').count();
    let of = |mark: char| line.chars().all(|one| one == mark || one == ' ');
    (marks >= 3 && ['-', '*', '_'].into_iter().any(of)) || of('=')
}

/// Whether a line is an instruction to the generator of upstream's site.
fn is_shortcode(line: &str) -> bool {
    line.starts_with("{{%") || line.starts_with("{{<")
}

/// The line without so many blanks in front of it, or as many as it has.
fn without_indent(line: &str, indent: usize) -> &str {
    let own = line.len() - line.trim_start_matches(' ').len();
    line.get(own.min(indent)..).unwrap_or_default()
}

/// How often the character stands in a row at the beginning.
fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|one| *one == mark).count()
}

/// The longest row of backquotes.
fn longest_run(text: &str) -> usize {
    text.split(|one| one != '`').map(str::len).max().unwrap_or_default()
}

/// What stands in a paragraph: spans of code and links as such, all else escaped but for emphasis. The label of a link,
/// for which there are no pages, has no links in it and is one line.
fn inline(text: &str, pages: Option<&Pages>) -> String {
    let mut written = String::new();
    let labels = if pages.is_some() { labels(text) } else { BTreeMap::new() };
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

/// A span of code at the beginning of a text, and its length there. Backquotes that begin none are text.
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

/// A link or an image at the beginning of a text. What leads nowhere that it may is its text alone.
fn link(text: &str, label: &str, pages: &Pages, written: &mut String) -> Option<usize> {
    let image = text.strip_prefix('!');
    let open = image.unwrap_or(text).strip_prefix('[')?;
    let behind = open.get(label.len() + 1..)?.strip_prefix('(')?;
    let target = behind.get(..closing(behind)?)?;
    let before = usize::from(image.is_some()) + 1;
    // A title may stand behind the address.
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

/// What stands between the brackets of a text, by where they open.
fn labels(text: &str) -> BTreeMap<usize, &str> {
    let (mut open, mut labels) = (Vec::new(), BTreeMap::new());
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

/// Where the bracket closes that is open at the beginning of a text.
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

/// The address of a web page that stands in the text as such, with or without its brackets, and its length there.
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

/// The address that a link may have: a web page, a mail address, or a place on the official site.
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

/// A backslash that escapes what is behind it, which then is text.
fn backslash(text: &str, written: &mut String) -> Option<usize> {
    let next = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
    written.push('\\');
    written.push(next);
    Some(2)
}

/// The length of an instruction to the generator of upstream's site, which is left out.
fn shortcode(text: &str) -> Option<usize> {
    let (open, close) =
        [("{{%", "%}}"), ("{{<", ">}}")].into_iter().find(|(open, _)| text.starts_with(open))?;
    let end = text
        .char_indices()
        .take(FAR)
        .find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(close)));
    end.map(|(at, _)| at + close.len()).filter(|_| text.starts_with(open))
}

/// Writes a character so that it is nothing but itself.
fn escaped(one: char, written: &mut String) {
    // Not all that could be: text is to stay readable where it is read as it is written.
    if matches!(one, '<' | '[' | ']' | '`' | '\\' | '*' | '_' | '~' | '&' | '$') {
        written.push('\\');
    }
    written.push(one);
}

/// A line of which the beginning is nothing that begins a block.
fn begun(line: &str) -> String {
    let begins =
        item(line).is_some() || heading(line).is_some() || is_rule(line) || line.starts_with(['>', '#', '+']);
    if !begins {
        return line.to_owned();
    }
    // Behind the number of an item, else in front.
    let digits = run_of_digits(line);
    let (before, behind) = line.split_at_checked(digits).unwrap_or((line, ""));
    format!("{before}\\{behind}")
}

fn run_of_digits(line: &str) -> usize {
    line.len() - line.trim_start_matches(|one: char| one.is_ascii_digit()).len()
}

//! Finds misspelt keywords.

/// The most letters that may differ.
const MOST: usize = 2;

/// Returns the keyword that a word resembles, if any.
pub(super) fn intended(word: &str, keywords: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = word.to_lowercase();
    let near = |keyword: &&'static str| {
        // Short words resemble each other too often.
        keyword.len() > 2 * MOST && distance(&word, &keyword.to_lowercase()) <= MOST
    };
    let mut keywords = keywords;
    keywords.find(near)
}

/// Returns the number of letters to change, add or remove to turn one word into the other.
fn distance(one: &str, other: &str) -> usize {
    if one.len().abs_diff(other.len()) > MOST {
        return MOST + 1;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut next = vec![index.saturating_add(1)];
        for (location, letters) in row.windows(2).enumerate() {
            let &[diagonal, above] = letters else { continue };
            let change = diagonal.saturating_add(usize::from(other.get(location) != Some(&letter)));
            let left = next.last().copied().unwrap_or_default();
            next.push(change.min(above.min(left).saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_of_keywords_are_recognized_and_other_words_are_not() {
        let keywords = || ["type", "required", "properties", "additionalProperties"].into_iter();
        for (word, meant) in [
            ("propeties", Some("properties")),
            ("Required", Some("required")),
            ("requierd", Some("required")),
            ("additionalProperty", None),
            ("additionalPropertys", Some("additionalProperties")),
            ("typ", None),
            ("whatever", None),
            ("", None),
        ] {
            assert_eq!(intended(word, keywords()), meant, "{word}");
        }
        assert_eq!(distance("kitten", "sittin"), 2);
        assert_eq!(distance("ab", "ba"), 2);
    }
}

//! Releases of the specification, as servers claim them.

/// Whether a release has what another one added. A new major number may have lost it again.
pub fn has(claim: &str, added: Option<&str>) -> bool {
    match (release(claim), added.map(release)) {
        (Some(_), None) => true,
        (Some((major, minor)), Some(Some(added))) => major == added.0 && minor >= added.1,
        _ => false,
    }
}

/// The numbers that tell releases apart: the first two of `v1.11`, `1.11` or `r0.6.1`.
fn release(name: &str) -> Option<(u32, u32)> {
    let mut numbers = name.trim_start_matches(['v', 'r']).split('.').map(|number| number.parse().ok());
    numbers.next().flatten().zip(numbers.next().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_by_their_numbers() {
        for claim in ["v1.2", "v1.10", "v1.19"] {
            assert!(has(claim, Some("1.2")), "{claim}");
        }
        for claim in ["v1.1", "r0.6.1", "r0.2.0", "v2.0", "v1", "1", "", "v", "v1.x", "org.example.v1.2"] {
            assert!(!has(claim, Some("1.2")), "{claim}");
        }
    }

    #[test]
    fn what_was_always_there_needs_any_release() {
        for claim in ["r0.0.1", "r0.6.1", "v1.1", "v1.19", "v2.0"] {
            assert!(has(claim, None), "{claim}");
        }
        for claim in ["", "draft", "org.example.feature"] {
            assert!(!has(claim, None), "{claim}");
        }
    }
}

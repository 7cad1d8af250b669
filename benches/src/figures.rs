//! Medians and how they are printed.

/// The middle of the figures, or the mean of the two in the middle; without figures, no number.
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.get(half), half.checked_sub(1).and_then(|before| sorted.get(before))) {
        (Some(upper), Some(lower)) if sorted.len().is_multiple_of(2) => f64::midpoint(*lower, *upper),
        (Some(middle), _) => *middle,
        (None, _) => f64::NAN,
    }
}

/// The smallest of the figures.
pub fn least(figures: &[f64]) -> f64 {
    figures.iter().copied().fold(f64::INFINITY, f64::min)
}

/// The median of the quotients of figures that were taken one right after the other.
///
/// Other work of the machine comes and goes, and hits both of a pair alike.
pub fn paired(figures: &[f64], by: &[f64]) -> f64 {
    let quotients: Vec<f64> = figures.iter().zip(by).map(|(figure, by)| figure / by).collect();
    median(&quotients)
}

/// The number that stands behind a word on the command line, or another if it does not stand there.
///
/// # Errors
/// If the value is not a number.
pub fn argument(name: &str, otherwise: u64) -> Result<u64, String> {
    let mut words = std::env::args().skip_while(|word| word != name);
    match (words.next(), words.next()) {
        (None, _) => Ok(otherwise),
        (Some(_), Some(number)) => number.parse().map_err(|_| format!("{name}: `{number}` is not a number")),
        (Some(_), None) => Err(format!("{name}: the number is missing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_quotients_of_pairs() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        assert_eq!(least(&[3.0, 1.0, 2.0]), 1.0);
        // The machine slowed down in the second of three rounds, which changes no quotient.
        assert_eq!(paired(&[1.0, 10.0, 1.0], &[2.0, 20.0, 2.0]), 0.5);
    }
}

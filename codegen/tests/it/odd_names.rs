//! Generates code from descriptions full of odd names, for any seed; `cargo test -p xtask --test it odd_names`
//! compiles some of this code.

use matrix_openapi_codegen::Api;

/// The number of seeds to try; `ODD_NAMES_SEEDS=100` overrides it.
const SEEDS: u64 = 1;

#[test]
fn descriptions_of_odd_names_are_generated_from() {
    let seeds = std::env::var("ODD_NAMES_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS);
    for seed in 0..seeds {
        for api in Api::ALL {
            let (root, source) = crate::odd::generated(api, seed);
            let operations = root["paths"].as_object().unwrap().len();
            assert!(operations > 30, "seed {seed}, {api}: {operations}");
            assert_eq!(
                source.matches("::matrix_openapi::__private::operation!(").count(),
                operations,
                "seed {seed}, {api}"
            );
            let refused = |one: char| {
                (one.is_control() && one != '\n')
                    || matches!(one, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            let found = source.lines().find(|line| line.contains(refused));
            assert_eq!(found, None, "seed {seed}, {api}");
        }
    }
}

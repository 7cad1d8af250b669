//! Sample values of generated types.

use serde::de::DeserializeOwned;

/// A type with a sample value: every object type and enumeration of the modules `types`, with the feature `mock`.
///
/// Build responses of tests from samples: a sample also has the fields that a later release requires. It is generated from the
/// description and fits it. Raw events in it are complete, and other raw JSON is `{}`. Only generated types implement this trait.
///
/// ```
/// # #[cfg(feature = "client-server")] {
/// use matrix_openapi::client_server::types::ClientDevice;
/// use matrix_openapi::mock::Sample;
///
/// let device = ClientDevice::sample().with(|device| device.display_name = Some("phone".to_owned()));
/// assert_eq!(device.display_name.as_deref(), Some("phone"));
/// # }
/// ```
pub trait Sample: DeserializeOwned {
    /// The JSON of the sample with its required fields.
    #[doc(hidden)]
    const REQUIRED: &'static str;

    /// The JSON of the sample with all its fields.
    #[doc(hidden)]
    const ALL: &'static str;

    /// Returns the sample with its required fields. A response without required fields has all fields but `failures`.
    fn sample() -> Self {
        read(Self::REQUIRED)
    }

    /// Returns the sample with all fields that are not deprecated.
    fn full_sample() -> Self {
        read(Self::ALL)
    }

    /// Changes the value, and returns it.
    #[must_use]
    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    match serde_json::from_str(text) {
        Ok(sample) => sample,
        // The text is generated with the type, and a test reads each sample.
        #[allow(clippy::panic, reason = "a defect of the generator, in tests of a program")]
        Err(error) => panic!("a generated sample does not fit: {error}"),
    }
}

/// Implements [`Sample`] for generated types, each with its JSON.
#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
macro_rules! samples {
    ($($Name:ident = $required:literal, $all:literal;)*) => {$(
        impl ::matrix_openapi::mock::Sample for types::$Name {
            const REQUIRED: &'static str = $required;
            const ALL: &'static str = $all;
        }
    )*};
}

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use samples;

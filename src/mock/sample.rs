//! Sample values of generated types.

use serde::de::DeserializeOwned;

/// A type with a sample value: every object type of the modules `types`, with the feature `mock`.
///
/// Tests build responses from it, since a sample also has the fields that a later release requires. It is made from the description,
/// and has the required fields only. This trait is for generated types.
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
    /// The sample as JSON.
    #[doc(hidden)]
    const TEXT: &'static str;

    /// Returns the sample.
    fn sample() -> Self {
        match serde_json::from_str(Self::TEXT) {
            Ok(sample) => sample,
            // The text is generated with the type, and a test reads each one.
            #[allow(clippy::panic, reason = "a defect of the generator, in tests of a program")]
            Err(error) => panic!("a generated sample does not fit: {error}"),
        }
    }

    /// Changes the value, and returns it.
    #[must_use]
    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// Implements the trait for generated types, each with its text.
#[allow(unused_macros, reason = "without any API's feature nothing is generated")]
macro_rules! samples {
    ($($Name:ident = $text:literal;)*) => {$(
        impl ::matrix_openapi::mock::Sample for types::$Name {
            const TEXT: &'static str = $text;
        }
    )*};
}

#[allow(unused_imports, reason = "without any API's feature nothing is generated")]
pub(crate) use samples;

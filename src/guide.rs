#![doc = concat!(
    links!(),
    include_str!("../docs/guide/README.md"),
)]
//!
//! These modules are empty. They exist only in the documentation.

/// The links between the pages. The first definition of a link counts, so these override the links of the pages, which lead
/// to files.
macro_rules! links {
    () => {
        concat!(
            "[calls]: crate::guide::calls\n",
            "[bot]: crate::guide::bot\n",
            "[bridge]: crate::guide::bridge\n",
            "[sessions]: crate::guide::sessions\n",
            "[errors]: crate::guide::errors\n",
            "[events]: crate::guide::events\n",
            "[media]: crate::guide::media\n",
            "[paging]: crate::guide::paging_and_sync\n",
            "[outside]: crate::guide::outside_of_the_specification\n",
            "[serving]: crate::guide::serving\n",
            "[testing]: crate::guide::testing\n",
            "[shell]: crate::guide::shell\n",
            "[coming]: crate::guide::coming_from_ruma_or_matrix_sdk\n",
            "[reference]: https://docs.rs/crate/matrix-openapi/",
            env!("CARGO_PKG_VERSION"),
            "/source/docs/README.md\n\n",
        )
    };
}
use links;

/// Declares a module per page. Its programs are compiled only if the description and the features have what they use.
macro_rules! pages {
    ($($name:ident $file:literal if $needs:meta;)*) => {$(
        #[cfg(any(not(doctest), $needs))]
        #[doc = concat!(links!(), include_str!(concat!("../docs/guide/", $file)))]
        pub mod $name {}
    )*};
}

pages! {
    bot "bot.md" if all(helper = "discover", helper = "events", helper = "messages", helper = "updates", helper = "sync");
    bridge "bridge.md" if all(feature = "server", helper = "messages", helper = "register", helper = "registration");
    calls "calls.md" if all(feature = "client-server", helper = "sync");
    coming_from_ruma_or_matrix_sdk "coming-from-ruma-or-matrix-sdk.md" if all(helper = "messages");
    errors "errors.md" if feature = "client-server";
    events "events.md" if all(helper = "events", helper = "messages", helper = "sync");
    media "media.md" if all(feature = "client-server", helper = "messages");
    outside_of_the_specification "outside-of-the-specification.md" if feature = "client-server";
    paging_and_sync "paging-and-sync.md" if all(helper = "updates", helper = "sync");
    sessions "sessions.md" if helper = "oauth";
    serving "serving.md" if all(feature = "client-server", feature = "server", helper = "registration");
    shell "shell.md" if feature = "client-server";
    testing "testing.md" if all(feature = "client-server", feature = "mock");
}

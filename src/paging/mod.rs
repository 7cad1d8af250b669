//! Lists that a server returns page by page.
//!
//! The builder of each paged operation has two methods: `pages` requests the pages one after another, and `items` returns
//! their items. Both request a page only when the program asks for it.
//!
//! ```no_run
//! # #[cfg(feature = "client-server")]
//! # async fn run(client: matrix_openapi::client_server::Client) -> Result<(), matrix_openapi::Error> {
//! let mut history = client.get_room_events("!room:example.org", "b").limit(100).pages();
//! while let Some(page) = history.next().await? {
//!     println!("{} events from {}", page.chunk.len(), page.start);
//! }
//!
//! let mut rooms = client.get_public_rooms().items();
//! while let Some(room) = rooms.next().await? {
//!     println!("{}", room.room_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Each page is a separate request, with the retries, the token refresh and the
//! [options](crate::CallOptions) of the call. [`Operation::paging`](crate::http::Operation::paging) tells whether and how an
//! operation is paged.

mod items;
mod json_kind;
pub(crate) mod pager;
mod pages;
pub(crate) mod paging_error;

pub use self::items::Items;
pub use self::pages::Pages;
pub use self::paging_error::PagingError;
pub use matrix_openapi_core::operation::{PageToken, Paging};

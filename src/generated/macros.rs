//! The macros of generated code: methods of all builders, rows of the operation tables, and types that represent operations.

/// Defines a row of an operation table: API, operationId, method of the client, HTTP method, path and authentication, then
/// further facts.
macro_rules! operation {
    (
        $Api:ident $id:literal $method_name:literal $METHOD:ident $path:literal
        $Authentication:ident $(($($Scheme:ident),*))? $(, $fact:ident $($value:literal)* $([$($name:literal)*])?)*
    ) => {
        ::matrix_openapi::http::Operation::new(
            ::matrix_openapi::http::Api::$Api,
            $id,
            $method_name,
            ::http::Method::$METHOD,
            $path,
            ::matrix_openapi::auth::Authentication::$Authentication $((&[$(::matrix_openapi::auth::Scheme::$Scheme),*]))?,
        ) $(.$fact($($value),* $(&[$($name),*])?))*
    };
}

/// Makes a unit struct represent the operation at an index of the table: `endpoint! { Name = 12 }`.
macro_rules! endpoint {
    ($Name:ident = $index:literal) => {
        // Not derived, since derives take longer to compile.
        impl ::core::clone::Clone for $Name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl ::core::marker::Copy for $Name {}

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::stringify!($Name))
            }
        }

        impl ::matrix_openapi::__private::SealedEndpoint for $Name {}

        impl ::matrix_openapi::http::Endpoint for $Name {
            const OPERATION: &'static ::matrix_openapi::http::Operation = &super::OPERATIONS[$index];
        }
    };
}

/// Defines the methods of a builder other than its setters: `request_methods! { Name { body } -> Json(Response) }`. Omit
/// `body` for a request without settable fields, and name another kind of response in place of `Json`.
///
/// Each builder gets one `impl` only, since the compiler compares the names across all of them.
macro_rules! request_methods {
    ($Name:ident { $($body:ident)? } -> Json($Response:ty)) => {
        impl<'a> $Name<'a> {
            ::matrix_openapi::__private::request_methods! { @common 'a $($body)? }
            ::matrix_openapi::__private::request_methods! { @text 'a $Response, send_json }
        }
        ::matrix_openapi::__private::request_methods! { @future $Name, $Response, ::matrix_openapi::http::Pending<'a, $Response> }
    };
    ($Name:ident { $($body:ident)? } -> Empty) => {
        impl<'a> $Name<'a> {
            ::matrix_openapi::__private::request_methods! { @common 'a $($body)? }
            ::matrix_openapi::__private::request_methods! { @text 'a (), send_empty }
        }
        ::matrix_openapi::__private::request_methods! { @future $Name, (), ::matrix_openapi::http::Pending<'a, ()> }
    };
    ($Name:ident { $($body:ident)? } -> Stream) => {
        impl<'a> $Name<'a> {
            ::matrix_openapi::__private::request_methods! { @common 'a $($body)? }
            ::matrix_openapi::__private::request_methods! { @stream 'a ::matrix_openapi::media::Download, send_stream }
        }
        ::matrix_openapi::__private::request_methods! { @future $Name, ::matrix_openapi::media::Download, ::matrix_openapi::http::BoxFuture<'a, Result<::matrix_openapi::media::Download, ::matrix_openapi::Error>> }
    };
    ($Name:ident { $($body:ident)? } -> Multipart) => {
        impl<'a> $Name<'a> {
            ::matrix_openapi::__private::request_methods! { @common 'a $($body)? }
            ::matrix_openapi::__private::request_methods! { @stream 'a ::matrix_openapi::media::FederationMedia, send_media }
        }
        ::matrix_openapi::__private::request_methods! { @future $Name, ::matrix_openapi::media::FederationMedia, ::matrix_openapi::http::BoxFuture<'a, Result<::matrix_openapi::media::FederationMedia, ::matrix_openapi::Error>> }
    };
    ($Name:ident { $($body:ident)? } -> Redirect) => {
        impl<'a> $Name<'a> {
            ::matrix_openapi::__private::request_methods! { @common 'a $($body)? }
            ::matrix_openapi::__private::request_methods! { @stream 'a ::matrix_openapi::http::Redirect, send_redirect }
        }
        ::matrix_openapi::__private::request_methods! { @future $Name, ::matrix_openapi::http::Redirect, ::matrix_openapi::http::BoxFuture<'a, Result<::matrix_openapi::http::Redirect, ::matrix_openapi::Error>> }
    };
    (@common $a:lifetime $($body:ident)?) => {
        $(
            /// Sets a field of the body that the specification does not have. The names of the body's own fields are refused.
            #[inline]
            pub fn extra(mut self, name: impl Into<String>, value: impl ::serde::Serialize) -> Self {
                self.call.extra(&mut self.$body.extra, name, &value);
                self
            }

            /// Sends this value as the body. Fields of the body that are set on the call, before or after this, are not sent.
            #[inline]
            pub fn body(mut self, body: &(impl ::serde::Serialize + ?Sized)) -> Self {
                self.call.json(body);
                self
            }
        )?

        /// Overrides client settings for this call, replacing any earlier options.
        #[inline]
        pub fn options(mut self, options: impl Into<::matrix_openapi::CallOptions>) -> Self {
            self.call.options(options);
            self
        }

        /// Adds a query parameter that the specification does not have, percent-encoded. The names of the operation's own
        /// parameters and of credentials are refused.
        #[inline]
        pub fn query(mut self, name: &str, value: impl ::core::fmt::Display) -> Self {
            self.call.add_query(name, &value);
            self
        }

        /// Sets a header that the specification does not have. It is not sent after a redirect to another origin. The names of
        /// the operation's own headers, of credentials and of the connection are refused.
        #[inline]
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.call.add_header(name, value);
            self
        }

        #[inline]
        #[allow(unused_mut, reason = "without a body, the call is complete already")]
        fn __call(mut self) -> ::matrix_openapi::__private::Call<$a> {
            $(self.call.json_unless_given(&self.$body);)?
            self.call
        }
    };
    (@text $a:lifetime $Response:ty, $send:ident) => {
        /// Sends the request and reads the response, as awaiting the call does.
        ///
        /// # Errors
        ///
        /// The variants of [`Error`](::matrix_openapi::Error).
        #[inline]
        pub fn send(self) -> ::matrix_openapi::http::Pending<$a, $Response> {
            self.__call().$send()
        }

        /// Sends the request and returns the response with status, headers, text and misfits.
        ///
        /// # Errors
        ///
        /// The variants of [`Error`](::matrix_openapi::Error).
        #[inline]
        pub fn send_response(self) -> ::matrix_openapi::http::Pending<$a, ::matrix_openapi::http::Response<$Response>> {
            self.__call().send_response()
        }

        /// Sends the request and returns the exact text of the response.
        ///
        /// # Errors
        ///
        /// The variants of [`Error`](::matrix_openapi::Error).
        #[inline]
        pub fn send_raw(self) -> ::matrix_openapi::http::Pending<$a, ::matrix_openapi::json::Raw<$Response>> {
            self.__call().send_raw()
        }

        /// Sends the request and reads the response as a type that the program defines.
        ///
        /// # Errors
        ///
        /// The variants of [`Error`](::matrix_openapi::Error).
        #[inline]
        pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(self) -> ::matrix_openapi::http::Pending<$a, T> {
            self.__call().send_as()
        }
    };
    (@stream $a:lifetime $Response:ty, $send:ident) => {
        /// Sends the request and reads the response, as awaiting the call does.
        ///
        /// # Errors
        ///
        /// The variants of [`Error`](::matrix_openapi::Error).
        #[inline]
        pub fn send(self) -> ::matrix_openapi::http::BoxFuture<$a, Result<$Response, ::matrix_openapi::Error>> {
            ::std::boxed::Box::pin(self.__call().$send())
        }
    };
    (@future $Name:ident, $Response:ty, $Future:ty) => {
        impl<'a> ::core::future::IntoFuture for $Name<'a> {
            type Output = Result<$Response, ::matrix_openapi::Error>;
            type IntoFuture = $Future;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

pub(crate) use {endpoint, operation, request_methods};

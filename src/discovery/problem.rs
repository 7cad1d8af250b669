//! The outcomes of a failed discovery.

/// The action that the specification asks of a client after a failed discovery.
///
/// See [server discovery](https://spec.matrix.org/v1.19/client-server-api/#server-discovery).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscoveryOutcome {
    /// `IGNORE`: use another source, such as a default or the user's input.
    Ignore,
    /// `FAIL_PROMPT`: tell the user that the discovery failed, and ask for the URL.
    FailPrompt,
    /// `FAIL_ERROR`: tell the user that the server cannot be used, and end the login.
    FailError,
}

/// The step at which a discovery failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum DiscoveryProblem {
    /// The name is neither a user ID nor a server name, or the given URL cannot be used.
    #[error("the name is neither a user ID nor a server name, or the URL cannot be used")]
    Name,
    /// The domain has published nothing.
    #[error("the domain has published nothing")]
    Nothing,
    /// The domain did not respond with status 200 within the limits of time, size and redirects.
    #[error("the domain did not respond")]
    Unavailable,
    /// The domain's response is not a JSON object with the URL of a homeserver.
    #[error("the domain has published something other than the URL of its homeserver")]
    Malformed,
    /// The homeserver's URL cannot be used, is plain `http` to another machine, or no homeserver responds there.
    #[error("no homeserver responds at the URL that the domain has published")]
    Homeserver,
    /// The identity server's URL cannot be used, is plain `http` to another machine, or no identity server responds there.
    #[error("no identity server responds at the URL that the domain has published")]
    IdentityServer,
}

impl DiscoveryProblem {
    /// Returns the action that the specification asks of a client.
    pub fn outcome(self) -> DiscoveryOutcome {
        match self {
            Self::Nothing => DiscoveryOutcome::Ignore,
            Self::Name | Self::Unavailable | Self::Malformed => DiscoveryOutcome::FailPrompt,
            Self::Homeserver | Self::IdentityServer => DiscoveryOutcome::FailError,
        }
    }
}

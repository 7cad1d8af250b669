//! What a discovery can come to.

/// What a client does after a discovery that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscoveryOutcome {
    /// `IGNORE`: go on by other means, such as asking the user for the address or taking a default.
    Ignore,
    /// `FAIL_PROMPT`: tell the user that the discovery failed, and ask for the address.
    FailPrompt,
    /// `FAIL_ERROR`: tell the user that no server can be used, and end the login without another guess.
    FailError,
}

/// Where a discovery failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum DiscoveryProblem {
    /// The name is neither that of a user nor that of a server, or the address in its place cannot be used.
    #[error("no name or address to start from")]
    Name,
    /// The domain has published nothing.
    #[error("the domain has published nothing")]
    Nothing,
    /// The domain did not answer with status 200, or not within the limits of time, size and redirects.
    #[error("the domain did not answer")]
    Unavailable,
    /// The domain's answer is no JSON object, or one that lacks the address of a server.
    #[error("the domain has published something else")]
    Malformed,
    /// The homeserver's address cannot be used, is plain `http` to another machine, or no homeserver answers there.
    #[error("no homeserver is where the domain says")]
    Homeserver,
    /// The same of the identity server.
    #[error("no identity server is where the domain says")]
    IdentityServer,
}

impl DiscoveryProblem {
    /// What the specification wants a client to do about it.
    pub fn outcome(self) -> DiscoveryOutcome {
        match self {
            Self::Nothing => DiscoveryOutcome::Ignore,
            Self::Name | Self::Unavailable | Self::Malformed => DiscoveryOutcome::FailPrompt,
            Self::Homeserver | Self::IdentityServer => DiscoveryOutcome::FailError,
        }
    }
}

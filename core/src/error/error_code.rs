//! The error codes of the specification.

crate::open_enum! {
    /// The error code of a response.
    ///
    /// It lists the values of the
    /// [specification](https://spec.matrix.org/v1.19/client-server-api/#standard-error-response) and of the
    /// operations; servers send others too.
    pub enum ErrorCode {
        /// The server does not support this login of application services.
        AppserviceLoginUnsupported = "M_APPSERVICE_LOGIN_UNSUPPORTED",
        /// An alias does not point to the room.
        BadAlias = "M_BAD_ALIAS",
        /// The body is JSON, but does not fit the operation.
        BadJson = "M_BAD_JSON",
        /// The application service responded with an error.
        BadStatus = "M_BAD_STATUS",
        /// Users cannot leave the server notices room.
        CannotLeaveServerNoticeRoom = "M_CANNOT_LEAVE_SERVER_NOTICE_ROOM",
        /// The media already has content.
        CannotOverwriteMedia = "M_CANNOT_OVERWRITE_MEDIA",
        /// The captcha was not solved correctly.
        CaptchaInvalid = "M_CAPTCHA_INVALID",
        /// A captcha must be solved first.
        CaptchaNeeded = "M_CAPTCHA_NEEDED",
        /// The server could not connect to the application service.
        ConnectionFailed = "M_CONNECTION_FAILED",
        /// The application service did not respond in time.
        ConnectionTimeout = "M_CONNECTION_TIMEOUT",
        /// The other server refuses the invitation or message.
        DestinationRejected = "M_DESTINATION_REJECTED",
        /// The same reaction was sent before.
        DuplicateAnnotation = "M_DUPLICATE_ANNOTATION",
        /// The e-mail could not be sent.
        EmailSendError = "M_EMAIL_SEND_ERROR",
        /// The name is reserved for an application service.
        Exclusive = "M_EXCLUSIVE",
        /// The sender does not have permission for this operation.
        Forbidden = "M_FORBIDDEN",
        /// Guests do not have permission for this operation.
        GuestAccessForbidden = "M_GUEST_ACCESS_FORBIDDEN",
        /// The room has a version that one of the servers does not support.
        IncompatibleRoomVersion = "M_INCOMPATIBLE_ROOM_VERSION",
        /// The third-party address is not valid.
        InvalidAddress = "M_INVALID_ADDRESS",
        /// The e-mail address is not valid.
        InvalidEmail = "M_INVALID_EMAIL",
        /// A parameter has a value that is not allowed.
        InvalidParam = "M_INVALID_PARAM",
        /// The lookup did not use the server's current pepper.
        InvalidPepper = "M_INVALID_PEPPER",
        /// The initial state of the room is inconsistent.
        InvalidRoomState = "M_INVALID_ROOM_STATE",
        /// A signature is invalid.
        InvalidSignature = "M_INVALID_SIGNATURE",
        /// The user name is not allowed.
        InvalidUsername = "M_INVALID_USERNAME",
        /// The recipient blocks invitations from this sender.
        InviteBlocked = "M_INVITE_BLOCKED",
        /// The name of the profile field is too long.
        KeyTooLarge = "M_KEY_TOO_LARGE",
        /// Too many requests: see [`ApiError::retry_after`](crate::error::ApiError::retry_after).
        LimitExceeded = "M_LIMIT_EXCEEDED",
        /// A required parameter is missing.
        MissingParam = "M_MISSING_PARAM",
        /// The request had no access token.
        MissingToken = "M_MISSING_TOKEN",
        /// The resource does not exist.
        NotFound = "M_NOT_FOUND",
        /// The body is not JSON.
        NotJson = "M_NOT_JSON",
        /// The media has no content yet.
        NotYetUploaded = "M_NOT_YET_UPLOADED",
        /// The validation session does not exist.
        NoValidSession = "M_NO_VALID_SESSION",
        /// The profile would become too large.
        ProfileTooLarge = "M_PROFILE_TOO_LARGE",
        /// The server has reached a limit set by its administrator.
        ResourceLimitExceeded = "M_RESOURCE_LIMIT_EXCEEDED",
        /// The alias of the new room is taken.
        RoomInUse = "M_ROOM_IN_USE",
        /// The message with the token could not be sent.
        SendError = "M_SEND_ERROR",
        /// The homeserver does not trust the identity server.
        ServerNotTrusted = "M_SERVER_NOT_TRUSTED",
        /// The validation session has expired.
        SessionExpired = "M_SESSION_EXPIRED",
        /// The validation session was not completed.
        SessionNotValidated = "M_SESSION_NOT_VALIDATED",
        /// The terms must be accepted first.
        TermsNotSigned = "M_TERMS_NOT_SIGNED",
        /// The third-party identifier could not be confirmed.
        ThreepidAuthFailed = "M_THREEPID_AUTH_FAILED",
        /// The server refuses this third-party identifier.
        ThreepidDenied = "M_THREEPID_DENIED",
        /// The third-party identifier belongs to another account.
        ThreepidInUse = "M_THREEPID_IN_USE",
        /// The server does not support this kind of third-party identifier.
        ThreepidMediumNotSupported = "M_THREEPID_MEDIUM_NOT_SUPPORTED",
        /// No account has this third-party identifier.
        ThreepidNotFound = "M_THREEPID_NOT_FOUND",
        /// The token of the validation session is wrong.
        TokenIncorrect = "M_TOKEN_INCORRECT",
        /// The request or the file is too large.
        TooLarge = "M_TOO_LARGE",
        /// The server cannot check whether the sender may join.
        UnableToAuthoriseJoin = "M_UNABLE_TO_AUTHORISE_JOIN",
        /// Another server must authorise the join.
        UnableToGrantJoin = "M_UNABLE_TO_GRANT_JOIN",
        /// The request was not authorised.
        Unauthorized = "M_UNAUTHORIZED",
        /// An error without a specific code.
        Unspecified = "M_UNKNOWN",
        /// An application service asserted a device that does not exist.
        UnknownDevice = "M_UNKNOWN_DEVICE",
        /// The access token is invalid or has expired: see [`ApiError::soft_logout`](crate::error::ApiError::soft_logout).
        UnknownToken = "M_UNKNOWN_TOKEN",
        /// The server does not support the operation.
        Unrecognized = "M_UNRECOGNIZED",
        /// The server does not support the version of the room.
        UnsupportedRoomVersion = "M_UNSUPPORTED_ROOM_VERSION",
        /// The application service has no URL.
        UrlNotSet = "M_URL_NOT_SET",
        /// The account is deactivated.
        UserDeactivated = "M_USER_DEACTIVATED",
        /// The user name is taken.
        UserInUse = "M_USER_IN_USE",
        /// The account is locked.
        UserLocked = "M_USER_LOCKED",
        /// The account is suspended.
        UserSuspended = "M_USER_SUSPENDED",
        /// The password is too weak.
        WeakPassword = "M_WEAK_PASSWORD",
        /// The key backup has another version.
        WrongRoomKeysVersion = "M_WRONG_ROOM_KEYS_VERSION",
    }
}

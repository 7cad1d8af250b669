impl From<self::ActionWord> for Action {
    #[inline]
    fn from(value: self::ActionWord) -> Self {
        Self::Text(value)
    }
}
impl From<&str> for Action {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}
impl From<String> for Action {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}
impl From<self::Tweak> for Action {
    #[inline]
    fn from(value: self::Tweak) -> Self {
        Self::Object(value)
    }
}
impl From<::matrix_openapi::client_server::types::Action> for Action {
    #[inline]
    fn from(value: ::matrix_openapi::client_server::types::Action) -> Self {
        match value {
            ::matrix_openapi::client_server::types::Action::Text(value) => {
                Self::Text(value.into())
            }
            ::matrix_openapi::client_server::types::Action::Object(value) => {
                Self::Object(value.into())
            }
        }
    }
}
impl From<Action> for ::matrix_openapi::client_server::types::Action {
    #[inline]
    fn from(value: Action) -> Self {
        match value {
            Action::Text(value) => Self::Text(value.into()),
            Action::Object(value) => Self::Object(value.into()),
        }
    }
}
impl From<::matrix_openapi::client_server::types::ActionWord> for ActionWord {
    #[inline]
    fn from(value: ::matrix_openapi::client_server::types::ActionWord) -> Self {
        value.as_str().into()
    }
}
impl From<ActionWord> for ::matrix_openapi::client_server::types::ActionWord {
    #[inline]
    fn from(value: ActionWord) -> Self {
        value.as_str().into()
    }
}
impl From<::matrix_openapi::client_server::types::Kind> for Kind {
    #[inline]
    fn from(value: ::matrix_openapi::client_server::types::Kind) -> Self {
        value.as_str().into()
    }
}
impl From<Kind> for ::matrix_openapi::client_server::types::Kind {
    #[inline]
    fn from(value: Kind) -> Self {
        value.as_str().into()
    }
}
impl From<::matrix_openapi::client_server::types::Rule> for Rule {
    #[inline]
    fn from(value: ::matrix_openapi::client_server::types::Rule) -> Self {
        Self {
            actions: value.actions.into_iter().map(|item| item.into()).collect(),
            by_name: value
                .by_name
                .map(|value| {
                    value.into_iter().map(|(key, entry)| (key, entry.into())).collect()
                }),
            kind: value.kind.map(|value| value.into()),
            maybe: value.maybe,
            name: value.name,
            extra: value.extra,
        }
    }
}
impl From<Rule> for ::matrix_openapi::client_server::types::Rule {
    #[inline]
    fn from(value: Rule) -> Self {
        Self {
            actions: value.actions.into_iter().map(|item| item.into()).collect(),
            by_name: value
                .by_name
                .map(|value| {
                    value.into_iter().map(|(key, entry)| (key, entry.into())).collect()
                }),
            kind: value.kind.map(|value| value.into()),
            maybe: value.maybe,
            name: value.name,
            extra: value.extra,
        }
    }
}
impl From<::matrix_openapi::client_server::types::Tweak> for Tweak {
    #[inline]
    fn from(value: ::matrix_openapi::client_server::types::Tweak) -> Self {
        Self {
            value: value.value,
            extra: value.extra,
        }
    }
}
impl From<Tweak> for ::matrix_openapi::client_server::types::Tweak {
    #[inline]
    fn from(value: Tweak) -> Self {
        Self {
            value: value.value,
            extra: value.extra,
        }
    }
}

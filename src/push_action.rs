//! Constructors and accessors of the actions of push rules, in the client-server API and in the account data.

macro_rules! push_actions {
    ($module:path) => {
        const _: () = {
            use $module::{PushAction, PushActionName, PushTweak, PushTweakName, PushTweakValue};

            impl PushAction {
                /// Creates the action that notifies the user.
                pub fn notify() -> Self {
                    Self::Text(PushActionName::Notify)
                }

                /// Creates the action that plays a sound with the notification, such as `default`.
                pub fn sound(sound: impl Into<String>) -> Self {
                    let mut tweak = PushTweak::new(PushTweakName::Sound);
                    tweak.value = Some(PushTweakValue::Text(sound.into()));
                    Self::Object(tweak)
                }

                /// Creates the action that highlights the message.
                pub fn highlight() -> Self {
                    Self::Object(PushTweak::new(PushTweakName::Highlight))
                }

                /// Whether the action notifies the user.
                pub fn is_notify(&self) -> bool {
                    matches!(self, Self::Text(PushActionName::Notify))
                }

                /// Returns the sound that the action plays; `None` for other actions.
                pub fn as_sound(&self) -> Option<&str> {
                    match self.tweak(&PushTweakName::Sound)?.value.as_ref()? {
                        PushTweakValue::Text(sound) => Some(sound),
                        _ => None,
                    }
                }

                /// Returns whether the action highlights the message, which is the default without a value; `None` for other actions.
                pub fn as_highlight(&self) -> Option<bool> {
                    let tweak = self.tweak(&PushTweakName::Highlight)?;
                    match &tweak.value {
                        Some(PushTweakValue::Boolean(value)) => Some(*value),
                        Some(_) => None,
                        // A value that did not fit is kept in `extra`.
                        None => tweak
                            .extra
                            .raw("value")
                            .is_none_or(|value| value.json() == "null")
                            .then_some(true),
                    }
                }

                fn tweak(&self, name: &PushTweakName) -> Option<&PushTweak> {
                    match self {
                        Self::Object(tweak) if tweak.set_tweak.as_ref() == Some(name) => Some(tweak),
                        _ => None,
                    }
                }
            }
        };
    };
}

#[cfg(helper = "push_actions")]
push_actions!(crate::client_server::types);
#[cfg(helper = "event_push_actions")]
push_actions!(crate::events);

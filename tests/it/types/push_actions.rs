//! The actions of push rules, in the client-server API and in the account data.

use serde_json::{Value, json};

macro_rules! cases {
    ($name:ident, $module:path) => {
        #[test]
        fn $name() {
            use $module::{PushAction, PushActionName, PushTweak, PushTweakName};

            let read = |value: Value| -> PushAction { serde_json::from_value(value).unwrap() };
            let built = [PushAction::notify(), PushAction::sound("ping"), PushAction::highlight()];
            let written = json!(["notify", {"set_tweak": "sound", "value": "ping"}, {"set_tweak": "highlight"}]);
            assert_eq!(serde_json::to_value(&built).unwrap(), written);
            let seen = |action: &PushAction| {
                (action.is_notify(), action.as_sound().map(str::to_owned), action.as_highlight())
            };
            assert_eq!(
                built.each_ref().map(seen),
                [(true, None, None), (false, Some("ping".to_owned()), None), (false, None, Some(true))]
            );
            let value = |value: Value| read(json!({"set_tweak": "highlight", "value": value})).as_highlight();
            assert_eq!(
                [json!(true), json!(false), Value::Null, json!("no")].map(value),
                [Some(true), Some(false), Some(true), None]
            );

            // Actions that the specification does not define are written back.
            for other in [
                json!("dont_notify"),
                json!({"set_tweak": "org.colour", "value": "red", "org.x": [1]}),
                json!({"set_tweak": "sound"}),
                json!({"org.other": true}),
            ] {
                let action = read(other.clone());
                assert_eq!(seen(&action), (false, None, None), "{other}");
                assert_eq!(serde_json::to_value(&action).unwrap(), other);
            }
            assert!(matches!(PushAction::from("notify"), PushAction::Text(PushActionName::Notify)));
            let colour = PushTweak::new("org.colour");
            assert_eq!(colour.set_tweak, Some(PushTweakName::from("org.colour")));
        }
    };
}

cases!(actions_of_calls_are_typed, matrix_openapi::client_server::types);
cases!(actions_in_account_data_are_typed, matrix_openapi::events);

#[test]
fn a_tweak_whose_value_has_another_type_is_kept() {
    use matrix_openapi::client_server::types::PushRule;

    let rule = json!({"rule_id": "a", "default": false, "enabled": true, "actions": [
        {"set_tweak": "org.level", "value": 3}, {"set_tweak": "highlight", "value": [1]}, "notify",
    ]});
    let decoded =
        matrix_openapi::__private::decode::<PushRule>("getPushRule", rule.to_string().into()).unwrap();
    let actions = &decoded.value.actions;
    assert_eq!((actions.len(), actions[1].as_highlight(), actions[2].is_notify()), (3, None, true));
    assert_eq!(serde_json::to_value(&decoded.value).unwrap(), rule);
}

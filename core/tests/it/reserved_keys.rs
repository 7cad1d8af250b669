//! Keys that serde_json reserves, in untrusted JSON that is read as types of the program.

use std::collections::{BTreeMap, HashMap};

use matrix_openapi_core::id::UserId;
use matrix_openapi_core::json::{Raw, RawJson, RawObject};
use serde::{Deserialize, Deserializer, de};
use serde_json::{Map, Value, json};

const RAW: &str = "$serde_json::private::RawValue";
const NUMBER: &str = "$serde_json::private::Number";

/// Each reserved key of serde_json, in two spellings.
fn keys() -> [String; 4] {
    let escaped = |key: &str| key.replace('$', r"\u0024");
    [RAW.to_owned(), NUMBER.to_owned(), escaped(RAW), escaped(NUMBER)]
}

fn raw(text: &str) -> RawJson {
    Raw::from_json(text.to_owned()).unwrap()
}

/// Returns the key of a spelling.
fn plain(key: &str) -> String {
    key.replace(r"\u0024", "$")
}

#[test]
fn values_take_every_key_as_a_plain_key() {
    for key in keys() {
        let expected = Value::Object(Map::from_iter([(plain(&key), json!("1"))]));
        let text = format!(r#"{{"{key}":"1"}}"#);
        let object = expected.as_object().unwrap();
        assert_eq!(raw(&text).parse().unwrap(), expected);
        assert_eq!(raw(&text).cast::<Map<String, Value>>().parse().unwrap(), *object);
        assert_eq!(raw(&text).parse_as::<Option<Value>>().unwrap().as_ref(), Some(&expected));
        assert_eq!(
            raw(&text).parse_as::<BTreeMap<String, Value>>().unwrap(),
            object.clone().into_iter().collect()
        );
        assert_eq!(
            raw(&text).parse_as::<HashMap<String, Value>>().unwrap(),
            object.clone().into_iter().collect()
        );
        assert_eq!(
            raw(&format!("[{text}]")).parse_as::<Vec<Value>>().unwrap(),
            std::slice::from_ref(&expected)
        );
        let within = raw(&format!(r#"{{"a":{text},"b":[{text}],"c":null}}"#));
        assert_eq!(within.get_field::<Value>("a").unwrap().as_ref(), Some(&expected));
        assert_eq!(within.get_field::<Map<String, Value>>("a").unwrap().as_ref(), Some(object));
        assert_eq!(within.get_field::<Vec<Value>>("b").unwrap(), Some(vec![expected]));
        assert_eq!(within.get_field::<Value>("c").unwrap(), None);
    }
}

#[derive(Debug, PartialEq, Deserialize)]
struct Named {
    body: String,
    #[serde(default)]
    more: Option<Box<Named>>,
    #[serde(default)]
    names: BTreeMap<String, u8>,
    #[serde(default)]
    users: BTreeMap<UserId, u8>,
    #[serde(default)]
    number: Option<f64>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    kept: Option<RawObject>,
    #[serde(default)]
    pair: Option<(u8, char)>,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Kind {
    Plain,
    One(u8),
    Two(u8, u8),
    Fields { a: Option<u8> },
}

#[test]
fn types_without_values_read_reserved_keys_as_plain_keys() {
    for key in keys() {
        let text = format!(
            r#"{{"{key}":"[","body":"x","more":{{"body":"y\n","{key}":{{}}}},"names":{{"{key}":1}},"number":1.5,
               "users":{{"@a:b":2}},"kind":{{"Fields":{{"a":3,"{key}":[]}}}},"kept":{{"{key}":"{{"}},"pair":[1,"é"]}}"#
        );
        let named: Named = raw(&text).parse_as().unwrap();
        assert_eq!(named.more.unwrap().body, "y\n");
        assert_eq!(named.names, BTreeMap::from([(plain(&key), 1)]));
        assert_eq!(named.users.len(), 1);
        assert_eq!(
            (named.number, named.kind, named.pair),
            (Some(1.5), Some(Kind::Fields { a: Some(3) }), Some((1, 'é')))
        );
        assert_eq!(named.kept.unwrap().json(), format!(r#"{{"{key}":"{{"}}"#));
    }
    for (text, kind) in
        [(r#""Plain""#, Kind::Plain), (r#"{"One":1}"#, Kind::One(1)), (r#"{"Two":[1,2]}"#, Kind::Two(1, 2))]
    {
        assert_eq!(raw(text).parse_as::<Kind>().unwrap(), kind);
    }
    let error = raw(r#"{"body":1}"#).parse_as::<Named>().unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `1`, expected a string at line 1 column 9");
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)] // It is only read.
struct WithValue {
    value: Value,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)] // It is only read.
struct Flattened {
    #[serde(flatten)]
    rest: Value,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)] // It is only read.
struct FlattenedMap {
    body: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[allow(dead_code)] // It is only read.
enum Untagged {
    Number(u8),
    Value(Value),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type")]
#[allow(dead_code)] // It is only read.
enum Tagged {
    A { value: Value },
}

#[test]
fn reserved_keys_within_types_are_refused() {
    for key in keys() {
        // serde_json alone would read a document or a number.
        for inner in [r#""{\"a\":1}""#, r#""12""#] {
            let object = format!(r#"{{"{key}":{inner}}}"#);
            assert!(raw(&format!(r#"{{"value":{object}}}"#)).parse_as::<WithValue>().is_err());
            assert!(raw(&format!(r#"{{"value":[{object}]}}"#)).parse_as::<WithValue>().is_err());
            assert!(raw(&object).parse_as::<Flattened>().is_err());
            assert!(raw(&format!(r#"{{"b":{object}}}"#)).parse_as::<FlattenedMap>().is_err());
            assert!(raw(&object).parse_as::<Untagged>().is_err());
            assert!(raw(&format!(r#"{{"type":"A","value":{object}}}"#)).parse_as::<Tagged>().is_err());
            assert!(raw(&format!(r#"{{"value":{object},"type":"A"}}"#)).parse_as::<Tagged>().is_err());
        }
    }
    let text = r#"{"type":"A","value":{"a":[1,-1,2.5,1e300,"x",null,true]}}"#;
    let Tagged::A { value } = raw(text).parse_as().unwrap();
    assert_eq!(value, json!({"a": [1, -1, 2.5, 1e300, "x", null, true]}));
    assert_eq!(raw(text).parse_as::<Flattened>().unwrap().rest, serde_json::from_str::<Value>(text).unwrap());
}

/// Reads a map by hand, without derived code.
struct Handed(RawJson);

impl<'de> Deserialize<'de> for Handed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Handed;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Handed, A::Error> {
                RawJson::deserialize(de::value::MapAccessDeserializer::new(map)).map(Handed)
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[test]
fn reserved_keys_do_not_change_raw_json() {
    for key in keys() {
        for text in
            [format!(r#"{{"{key}":"{{"}}"#), format!(r#"{{"{key}":"1","a":2}}"#), r#"{"a":"{"}"#.to_owned()]
        {
            let handed = serde_json::from_str::<Handed>(&text).map(|Handed(raw)| raw.json().to_owned());
            assert!(handed.is_err() || handed.as_ref().unwrap() == &text, "{handed:?}");
            let value = serde_json::from_str::<RawJson>(&text).unwrap().parse().unwrap();
            let again: RawJson = serde_json::from_value(value).unwrap();
            assert_eq!(again.json(), text.replace(r"\u0024", "$"));
        }
    }
}

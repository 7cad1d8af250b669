//! Leaves out each required field of each request.

use http_body_util::BodyExt;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Type};
use serde_json::{Map, Value, json};

use crate::credentials::accepted_request;
use crate::handlers::Handlers;
use crate::models::MODELS;
use crate::{router, sample};

/// The limit of nested objects in a request.
const DEEPEST: usize = 6;

/// A step to a value within another one.
#[derive(Clone, Debug)]
enum Step {
    Field(String),
    Entry(String),
    Item,
}

/// A required field: the steps to its object, its name, and whether clients accept its absence.
struct Required {
    steps: Vec<Step>,
    name: String,
    is_lenient: bool,
    may_be_null: bool,
}

/// Returns a value of the type with all fields and with one item or entry in each list and map. Adds its required fields to `found`.
fn filled(model: &ApiModel, ty: &Type, steps: &[Step], found: &mut Vec<Required>) -> Value {
    let step = |step: Step| [steps, &[step]].concat();
    if steps.len() > DEEPEST {
        return sample::sample(model, ty);
    }
    match ty {
        Type::Nullable(inner) => filled(model, inner, steps, found),
        Type::List(item) => json!([filled(model, item, &step(Step::Item), found)]),
        Type::Map(key, item) => {
            let key = match sample::sample(model, key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let item = filled(model, item, &step(Step::Entry(key.clone())), found);
            Value::Object(Map::from_iter([(key, item)]))
        }
        Type::Union(name) => {
            let mut variants = model.unions[name].variants.iter();
            let typed = variants.find_map(|variant| variant.ty.as_ref());
            typed.map_or(Value::Null, |ty| filled(model, ty, steps, found))
        }
        Type::Struct(name) => {
            let item = &model.structs[name];
            let mut object = Map::new();
            for field in &item.fields {
                if field.required {
                    let is_lenient = matches!(
                        field.ty,
                        Type::List(_) | Type::Map(..) | Type::RawObject | Type::Nullable(_)
                    ) || (field.lenient && field.ty == Type::Boolean);
                    let may_be_null = matches!(field.ty, Type::Nullable(_));
                    let (steps, name) = (steps.to_vec(), field.name.clone());
                    found.push(Required { steps, name, is_lenient, may_be_null });
                }
                let value = filled(model, &field.ty, &step(Step::Field(field.name.clone())), found);
                object.insert(field.name.clone(), value);
            }
            let constants = item.constants.iter().map(|(name, text)| (name.clone(), json!(text)));
            object.extend(constants);
            Value::Object(object)
        }
        // Also values whose raw text is read later.
        ty => sample::sample(model, ty),
    }
}

/// Returns the object at these steps.
fn object<'a>(mut value: &'a mut Value, steps: &[Step]) -> &'a mut Map<String, Value> {
    for step in steps {
        value = match step {
            Step::Field(name) | Step::Entry(name) => &mut value[name],
            Step::Item => &mut value[0],
        };
    }
    value.as_object_mut().unwrap()
}

/// Returns the status, error code and message of the refusal of a request; `None` if it is accepted.
async fn refusal(handlers: &Handlers, model: &ApiModel, call: &Operation, body: &Value) -> Option<String> {
    let request = accepted_request(model, call, body.to_string());
    let response = router(handlers).respond(request).await;
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    if status.is_success() || status.is_redirection() {
        return None;
    }
    let body: Value = serde_json::from_slice(&body).unwrap();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    Some(format!("{} {}: {}", status.as_u16(), text("errcode"), text("error")))
}

#[tokio::test]
async fn a_request_with_a_missing_or_null_required_field_is_refused() {
    let handlers = Handlers::default();
    let (mut defects, mut operations, mut fields, mut lenient) = (Vec::new(), 0, 0, 0);
    for model in MODELS.values() {
        for call in &model.operations {
            let ty = match &call.body {
                Some(Body::Object(name)) => Type::Struct(name.clone()),
                Some(Body::Json(ty)) => ty.clone(),
                Some(Body::Bytes(_)) | None => continue,
            };
            let (id, mut required) = (&call.facts.id, Vec::new());
            let whole = filled(model, &ty, &[], &mut required);
            if let Some(refusal) = refusal(&handlers, model, call, &whole).await {
                defects.push(format!("{id}: {refusal}, with all fields: {whole}"));
                continue;
            }
            operations += 1;
            for Required { steps, name, is_lenient, may_be_null } in required {
                let mut body = whole.clone();
                if object(&mut body, &steps).remove(&name).is_none() {
                    continue;
                }
                fields += 1;
                lenient += usize::from(is_lenient);
                let refusal = refusal(&handlers, model, call, &body).await.unwrap_or_default();
                let is_named = refusal.ends_with(&format!("missing field `{name}`"));
                let path = steps.iter().all(|step| match step {
                    Step::Field(name) | Step::Entry(name) => refusal.contains(name.as_str()),
                    Step::Item => refusal.contains("[0]"),
                });
                if !(refusal.starts_with("400 M_BAD_JSON") && is_named && path) {
                    defects.push(format!("{id} without {name} in {steps:?}: {refusal:?}"));
                }
                if is_lenient && !may_be_null {
                    object(&mut body, &steps).insert(name.clone(), Value::Null);
                    let refusal = self::refusal(&handlers, model, call, &body).await.unwrap_or_default();
                    if !refusal.starts_with("400 M_BAD_JSON") {
                        defects.push(format!("{id} with null for {name} in {steps:?}: {refusal:?}"));
                    }
                }
            }
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    let with_json = |call: &&Operation| matches!(call.body, Some(Body::Object(_) | Body::Json(_)));
    let described = MODELS.values().flat_map(|model| &model.operations).filter(with_json).count();
    assert_eq!(operations, described);
    assert!(lenient > 0 && fields > lenient, "{lenient} of {fields} fields are lenient");
}

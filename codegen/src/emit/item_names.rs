//! Lists the fields and constructors of the generated types as strings: build.rs compiles a handwritten method only if everything
//! that it uses exists.

use crate::emit::structs::is_argument;
use crate::emit::tagged;
use crate::lower::event_ir::{EventModel, Tagged};
use crate::lower::ir::{ApiModel, Struct};

/// Returns the fields of the types as `Type.field` and as `Type.field: String`, and their constructors as `Type::new(argument,
/// other)` or `Type::default()`.
pub fn item_names(types: &ApiModel) -> impl Iterator<Item = String> {
    let fields = types.structs.iter().flat_map(|(name, of)| of.fields.iter().map(move |field| (name, field)));
    let fields = fields.flat_map(|(name, field)| {
        [format!("{name}.{}", field.rust_name), format!("{name}.{}", field.written())]
    });
    fields.chain(types.structs.iter().map(|(name, item)| format!("{name}::{}", constructor(item))))
}

/// Returns the fields and constructors of the contents of events, each after `events::`. For contents with several forms, adds
/// the forms as `Type::Form(TypeOfForm)`, and the methods for fields that all forms have as `Type.field_mut()`.
pub fn event_item_names(model: &EventModel) -> impl Iterator<Item = String> {
    let tagged = model.tagged.iter().flat_map(|(name, item)| tagged_item_names(&model.types, name, item));
    item_names(&model.types).chain(tagged).map(|name| format!("events::{name}"))
}

fn constructor(item: &Struct) -> String {
    let arguments = item.fields.iter().filter(|field| is_argument(field));
    let names: Vec<_> = arguments.map(|field| field.rust_name.as_str()).collect();
    if names.is_empty() { "default()".to_owned() } else { format!("new({})", names.join(", ")) }
}

fn tagged_item_names(types: &ApiModel, name: &str, item: &Tagged) -> Vec<String> {
    let forms = item.variants.iter().map(|form| format!("{name}::{}({})", form.rust_name, form.ty));
    let structs: Vec<_> = item.structs().filter_map(|form| types.structs.get(form)).collect();
    let common = tagged::common_fields(&structs).into_iter().filter(|(_, is_the_same)| *is_the_same);
    forms.chain(common.map(|(field, _)| format!("{name}.{}()", tagged::changing(&field.rust_name)))).collect()
}

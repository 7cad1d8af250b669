//! Checks that the samples of the feature `mock` are values of their types.

use std::path::Path;

use matrix_openapi::__private::{MockOperation, SampleResponse};
use matrix_openapi::{application_service, client_server, identity, push_gateway, server_server};
use matrix_openapi_codegen::Project;
use matrix_openapi_codegen::json_schema::schemas;
use matrix_openapi_codegen::lower::ir::Response;
use matrix_openapi_codegen::sample::{Parts, Samples};
use matrix_openapi_every_type::read;
use serde_json::Value;

use super::{LOWERED, normal};

/// Returns the defect of a sample as a value of a type; `None` if it has none.
fn defect(module: &str, name: &str, text: &str) -> Option<String> {
    let sample: Value = serde_json::from_str(text).unwrap();
    let reading = read(module, name, text).unwrap_or_else(|| panic!("{module} has no {name}"));
    let told = |why: String| Some(format!("{module} {name}: {why} of {text}"));
    match reading.written {
        Err(error) => told(format!("{error:?}")),
        Ok(_) if !reading.misfits.is_empty() => told(format!("misfits {:?}", reading.misfits)),
        Ok(written) => {
            let written: Value = serde_json::from_str(&written).unwrap();
            if normal(&written) == normal(&sample) { None } else { told(format!("comes back as {written}")) }
        }
    }
}

#[test]
fn each_sample_is_read_without_a_misfit_and_written_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = std::env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| root.join("spec"), Into::into);
    let description = Project::new(&spec, root.join("spec/overlays")).description().unwrap();
    let mut defects = Vec::new();
    for (api, model) in &LOWERED.apis {
        let schemas = schemas(&description.documents[api], model).unwrap();
        for parts in [Parts::Required, Parts::All] {
            let samples = Samples::fitting(model, &schemas, parts);
            let objects = model.structs.keys().map(|name| (name.clone(), samples.object(name)));
            let responses = model.operations.iter().filter_map(|call| match &call.response {
                Response::Json(ty) => {
                    let id = &call.facts.id;
                    Some((format!("the response of {id}"), samples.response(ty, id)))
                }
                _ => None,
            });
            let all = objects.chain(responses);
            defects.extend(all.filter_map(|(name, sample)| defect(api.slug(), &name, &sample.to_string())));
        }
    }
    assert!(defects.is_empty(), "{} defects\n{}", defects.len(), defects.join("\n"));
}

#[test]
fn the_table_of_a_mock_server_has_every_operation_with_a_response_that_fits() {
    let tables: [&[MockOperation]; 5] = [
        application_service::MOCK_OPERATIONS,
        client_server::MOCK_OPERATIONS,
        identity::MOCK_OPERATIONS,
        push_gateway::MOCK_OPERATIONS,
        server_server::MOCK_OPERATIONS,
    ];
    let rows: Vec<_> = tables.concat();
    let listed: Vec<_> = rows.iter().map(|row| (row.operation.api.slug(), row.operation.id)).collect();
    for (api, model) in &LOWERED.apis {
        let ids = model.operations.iter().map(|call| (api.slug(), call.facts.id.as_str()));
        assert!(ids.clone().all(|id| listed.contains(&id)), "{api}");
    }
    assert_eq!(listed.len(), LOWERED.apis.values().map(|model| model.operations.len()).sum::<usize>());
    let mut defects = Vec::new();
    for row in &rows {
        assert!((200..400).contains(&row.status), "{row:?}");
        if let SampleResponse::Json { text, .. } = row.sample {
            let name = format!("the response of {}", row.operation.id);
            defects.extend(defect(row.operation.api.slug(), &name, text));
            // The sample stays unchanged if the request has none of the parts.
            let filled = row.sample.filled(|_| None).unwrap();
            assert_eq!(filled, serde_json::from_str::<Value>(text).unwrap());
        }
    }
    assert!(defects.is_empty(), "{} defects\n{}", defects.len(), defects.join("\n"));
}

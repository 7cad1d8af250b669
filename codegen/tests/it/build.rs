//! Tests of a build, on temporary copies of the repository's description.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::pipeline::Built;
use matrix_openapi_codegen::{Api, Module, Project, Result};
use tempfile::TempDir;

const SMALL: [Api; 2] = [Api::ApplicationService, Api::PushGateway];

/// A build to run.
#[derive(Clone)]
struct Build {
    spec: PathBuf,
    overlays: PathBuf,
    modules: Vec<Module>,
    output: PathBuf,
}

impl Build {
    fn run(&self) -> Result<Built> {
        Project::new(&self.spec, &self.overlays).build(&self.modules, &self.output)
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// Returns a folder with a copy of the description, and the build of the two smallest APIs in it.
fn project() -> (TempDir, Build) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec");
    matrix_openapi_testing::copy_folder(&repository(), &spec);
    let output = folder.path().join("out");
    fs::create_dir(&output).unwrap();
    let overlays = folder.path().join("none");
    (folder, Build { spec, overlays, modules: SMALL.map(Module::Api).to_vec(), output })
}

/// Returns the release that is pinned.
fn release() -> String {
    let pin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/pin.toml");
    let pin = fs::read_to_string(pin).unwrap();
    let line = pin.lines().find_map(|line| line.strip_prefix("release = ")).unwrap();
    line.trim_matches('"').to_owned()
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Returns the files of these modules.
fn files(modules: &[&str]) -> BTreeSet<String> {
    let schemas = cfg!(feature = "schemas").then_some("_schemas.rs");
    let endings = [".rs"].into_iter().chain(schemas);
    endings.flat_map(|ending| modules.iter().map(move |module| format!("{module}{ending}"))).collect()
}

fn below(build: &Build, paths: &[PathBuf]) -> Vec<String> {
    let name = |path: &PathBuf| path.strip_prefix(&build.spec).unwrap().to_str().unwrap().to_owned();
    paths.iter().map(name).collect()
}

fn message(build: &Build) -> String {
    build.run().unwrap_err().to_string()
}

#[test]
fn only_the_asked_apis_are_generated() {
    let (_folder, mut build) = project();
    build.run().unwrap();
    assert_eq!(names(&build.output), files(&["application_service", "push_gateway"]));
    let source = fs::read_to_string(build.output.join("push_gateway.rs")).unwrap();
    let release = release();
    let head =
        format!("// Written by the build of matrix-openapi from the Matrix specification {release}.\n");
    assert!(source.starts_with(&head));
    build.modules.clear();
    build.output = build.spec.join("empty");
    fs::create_dir(&build.output).unwrap();
    build.run().unwrap();
    assert_eq!(names(&build.output), BTreeSet::new());
}

#[test]
fn what_servers_need_is_written_only_where_it_is_asked_for_beside_its_api() {
    let (_folder, mut build) = project();
    build.run().unwrap();
    let clients = names(&build.output);
    let source = || fs::read_to_string(build.output.join("push_gateway.rs")).unwrap();
    let alone = source();
    build.modules.push(Module::Server(Api::PushGateway));
    // The API of this module is not among the modules.
    build.modules.push(Module::Server(Api::Identity));
    build.run().unwrap();
    let servers: Vec<_> = names(&build.output).difference(&clients).cloned().collect();
    assert_eq!(servers, ["push_gateway_server.rs"]);
    assert!(source() == alone);
}

#[test]
fn what_mocks_need_is_written_only_where_it_is_asked_for_beside_its_api() {
    let (_folder, mut build) = project();
    build.run().unwrap();
    let clients = names(&build.output);
    // The API of the second one is not among the modules.
    build.modules.extend([Module::Mock(Api::PushGateway), Module::Mock(Api::Identity)]);
    build.run().unwrap();
    let mocks: Vec<_> = names(&build.output).difference(&clients).cloned().collect();
    assert_eq!(mocks, ["push_gateway_mock.rs"]);
    let source = fs::read_to_string(build.output.join("push_gateway_mock.rs")).unwrap();
    assert!(source.contains("NotifyResponse =") && source.contains("Notify = 200u16 Json"), "{source}");
}

#[test]
fn each_api_is_the_same_alone_and_beside_others() {
    let (_folder, all) = project();
    let all = Build { modules: Api::ALL.map(Module::Api).to_vec(), ..all };
    all.run().unwrap();
    for api in Api::ALL {
        let (_folder, alone) = project();
        let alone = Build { modules: vec![Module::Api(api)], ..alone };
        let inputs = alone.run().unwrap().inputs;
        assert_eq!(below(&alone, &inputs).len(), 3, "{api}: {inputs:?}");
        let file = format!("{}.rs", api.module());
        assert_eq!(names(&alone.output), files(&[api.module()]));
        let source = |build: &Build| fs::read(build.output.join(&file)).unwrap();
        assert!(source(&alone) == source(&all), "{api}");
    }
}

#[test]
fn the_events_are_a_module_and_one_without_contents_where_there_are_none() {
    let (_folder, mut build) = project();
    build.modules = vec![Module::Events];
    let built = build.run().unwrap();
    assert!(built.has_events);
    assert_eq!(below(&build, &built.inputs), ["pin.toml", "events.yaml", "overlays"]);
    assert_eq!(names(&build.output), files(&["events"]));
    let source = fs::read_to_string(build.output.join("events.rs")).unwrap();
    assert!(source.contains("pub enum Content {") && source.contains("pub static EVENTS: &["));
    // Other modules do not change the output, except for types that another module has, too.
    build.modules = Module::all().filter(|module| *module != Module::Api(Api::ClientServer)).collect();
    build.run().unwrap();
    assert!(fs::read_to_string(build.output.join("events.rs")).unwrap() == source);
    build.modules = Module::all().collect();
    build.run().unwrap();
    let conversion = "impl From<::matrix_openapi::client_server::types::PushRuleset> for PushRuleset {";
    assert!(fs::read_to_string(build.output.join("events.rs")).unwrap().contains(conversion));
    assert!(!source.contains("client_server"));

    fs::remove_file(build.spec.join("events.yaml")).unwrap();
    build.modules = vec![Module::Events];
    assert!(!build.run().unwrap().has_events);
    let source = fs::read_to_string(build.output.join("events.rs")).unwrap();
    assert!(source.lines().all(|line| line.is_empty() || line.starts_with("//")), "{source}");
}

#[test]
fn the_edus_need_the_events_and_the_server_server_api() {
    let (_folder, mut build) = project();
    build.modules = Module::all().filter(|module| module.features() == ["events", "server-server"]).collect();
    assert_eq!(build.modules, [Module::Edus]);
    build.modules.extend([Module::Events, Module::Api(Api::ServerServer)]);
    assert!(build.run().unwrap().has_edus);
    let source = fs::read_to_string(build.output.join("edu.rs")).unwrap();
    assert!(source.contains("pub enum Content {") && !source.contains("EVENTS"));
    // Some descriptions lack events.
    let text = fs::read_to_string(build.spec.join("events.yaml")).unwrap();
    let (before, after) = text.split_once("\nedus:\n").unwrap();
    let (_, after) = after.split_once("\nevents:\n").unwrap();
    fs::write(build.spec.join("events.yaml"), format!("{before}\nevents:\n{after}")).unwrap();
    let built = build.run().unwrap();
    assert!(built.has_events && !built.has_edus);
}

#[test]
fn the_inputs_are_all_files_that_the_result_depends_on() {
    let (_folder, build) = project();
    let inputs = build.run().unwrap().inputs;
    let expected = ["application-service.yaml", "pin.toml", "push-gateway.yaml", "overlays"];
    assert_eq!(below(&build, &inputs), expected);

    let before = fs::read(build.output.join("push_gateway.rs")).unwrap();
    fs::write(build.spec.join("client-server.yaml"), "no: [yaml").unwrap();
    fs::write(build.spec.join("notes"), "ours").unwrap();
    fs::remove_file(build.spec.join("identity.yaml")).unwrap();
    build.run().unwrap();
    assert!(fs::read(build.output.join("push_gateway.rs")).unwrap() == before, "something else was read");

    // Each input matters, and the error names it.
    for name in expected {
        let (_folder, build) = project();
        let path = build.spec.join(name);
        let path = if path.is_dir() { path.join("names.yaml") } else { path };
        fs::write(&path, "no: [yaml").unwrap();
        assert!(message(&build).starts_with(&format!("{}: ", path.display())), "{}", message(&build));
        assert_eq!(names(&build.output), BTreeSet::new(), "{name}");
    }
}

#[test]
fn a_description_without_overlays_takes_those_of_the_build() {
    let (_folder, mut build) = project();
    let generated = |build: &Build| {
        build.run().unwrap();
        fs::read_to_string(build.output.join("application_service.rs")).unwrap()
    };
    let before = generated(&build);
    fs::rename(build.spec.join("overlays"), &build.overlays).unwrap();
    assert!(generated(&build) == before, "the other overlays were not applied");
    assert_eq!(build.run().unwrap().inputs.last(), Some(&build.overlays));
    build.overlays = build.spec.join("nowhere");
    assert!(message(&build).starts_with(&format!("{}: ", build.overlays.display())), "{}", message(&build));
}

#[test]
fn an_error_names_the_file_that_cannot_be_read_or_written() {
    let (folder, build) = project();
    fs::remove_file(build.spec.join("push-gateway.yaml")).unwrap();
    let name = build.spec.join("push-gateway.yaml").display().to_string();
    assert!(message(&build).starts_with(&format!("{name}: not readable: ")), "{}", message(&build));

    let nowhere = Build { spec: folder.path().join("nowhere"), ..build.clone() };
    assert_eq!(
        message(&nowhere),
        format!(
            "{}: neither a vendored folder (with pin.toml) nor an upstream tree (with data/api)",
            nowhere.spec.display()
        )
    );

    fs::write(build.spec.join("update-unfinished"), "").unwrap();
    assert!(message(&build).contains("an update of this folder was interrupted"), "{}", message(&build));

    let (folder, build) = project();
    let build = Build { output: folder.path().join("nowhere"), ..build };
    let file = build.output.join("application_service.rs").display().to_string();
    assert!(message(&build).starts_with(&format!("{file}: ")), "{}", message(&build));
}

#[test]
fn a_folder_of_two_releases_is_refused() {
    let (_folder, build) = project();
    let path = build.spec.join("push-gateway.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(&format!("version: {}", release()), "version: v1.0")).unwrap();
    assert_eq!(
        message(&build),
        format!(
            "{}#/info/version: not {}, the release of pin.toml, so the files are of different releases",
            path.display(),
            release()
        )
    );
}

#[test]
fn security_that_no_overlay_corrects_stops_the_build() {
    let (_folder, mut build) = project();
    build.modules = vec![Module::Api(Api::ServerServer)];
    fs::remove_dir_all(build.spec.join("overlays")).unwrap();
    fs::create_dir(build.spec.join("overlays")).unwrap();
    let message = message(&build);
    let place =
        "server-server.yaml#/paths/~1_matrix~1federation~1v1~1timestamp_to_event~1{roomId}/get/security/0: ";
    assert!(message.contains(place) && message.contains("`accessToken` is not declared"), "{message}");
}

#[test]
#[cfg(all(feature = "mock", feature = "server"))]
fn servers_and_mock_servers_change_nothing_in_the_code_for_clients() {
    let (_folder, mut build) = project();
    let clients: Vec<_> = Api::ALL.into_iter().map(Module::Api).chain([Module::Events]).collect();
    let mut generated = |modules: Vec<Module>, name: &str| {
        build.modules = modules;
        build.output = build.output.with_file_name(name);
        fs::create_dir(&build.output).unwrap();
        build.run().unwrap();
        build.output.clone()
    };
    let without = generated(clients.clone(), "without");
    let servers = Api::ALL.into_iter().flat_map(|api| [Module::Server(api), Module::Mock(api)]);
    let with = generated(clients.into_iter().chain(servers).collect(), "with");

    let added: BTreeSet<_> = names(&with).difference(&names(&without)).cloned().collect();
    let modules = Api::ALL.map(|api| api.module().to_owned());
    let expected = modules.iter().flat_map(|name| [format!("{name}_mock.rs"), format!("{name}_server.rs")]);
    assert_eq!(added, expected.collect());
    for name in names(&without) {
        let read = |folder: &Path| fs::read(folder.join(&name)).unwrap();
        assert!(read(&with) == read(&without), "{name} has changed");
    }
}

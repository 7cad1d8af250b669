//! Requests outside of the description: `matrix-api GET /_synapse/admin/v1/server_version`.

use clap::{Arg, ArgAction, ArgMatches, Command};
use matrix_openapi::http::{Api, CustomRequest, Method};
use matrix_openapi::{CallOptions, Credentials, Session};
use url::form_urlencoded;

use crate::accounts::Accounts;
use crate::dry_run::{self, Capture};
use crate::failure::{Failure, Outcome};
use crate::globals::{self, Globals};
use crate::operation::{BODY, FIELDS, body_argument};
use crate::output::Output;
use crate::request::{self, Payload};
use crate::secrets::{self, marker};
use crate::table::model::{Type, Types};
use crate::{connect, fields, upload};

/// Returns the arguments of a request to a path.
pub fn command(method: &Method, path: &str) -> Command {
    let fields = Arg::new(FIELDS)
        .value_name("NAME=TEXT|NAME:=JSON")
        .num_args(0..)
        .action(ArgAction::Append)
        .help("Fields of the body: NAME[FIELD] sets a field of an object, NAME[] adds an item to a list, and @FILE as the value reads a file");
    let body =
        body_argument().visible_alias("file").help("Sends a file as the body, or standard input for `-`");
    Command::new(format!("{method} {path}"))
        .bin_name(format!("matrix-api {method} {path}"))
        .about("Sends a request that is not in the description, with the credential of the account")
        .args([fields, body])
        .args(globals::arguments())
}

/// Returns a path without its query.
pub fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

/// Sends the request, or prints it.
///
/// # Errors
/// If it cannot be sent, or is refused.
pub async fn run(
    method: Method,
    path: &str,
    matches: &ArgMatches,
    globals: &Globals,
    accounts: &Accounts,
) -> Outcome {
    if globals.paginates || globals.follows {
        return Err(Failure::usage("--paginate and --follow are only for operations of the description"));
    }
    let api = globals::api(matches)?.unwrap_or(Api::ClientServer);
    let payload = payload(matches)?;
    if globals.is_dry_run {
        let url = connect::url_without_requests(api, globals, accounts).await?;
        let capture = Capture::default();
        let is_signed = api == Api::ServerServer && !globals.is_anonymous;
        let credential = credential(api, globals);
        let is_authenticated = credential.is_some();
        let session = dry_run::session(api, &url, &capture, credential)?;
        let mut request = start(&session, method, path, globals)?;
        if is_authenticated {
            request = request.authenticated();
        }
        let request = match &payload {
            Some(Payload::Json(text)) => request.json(text),
            _ => request,
        };
        let request = capture.request(request.send().await)?;
        let signature = is_signed.then(|| format!("X-Matrix {}", marker(secrets::SIGNATURE)));
        return dry_run::print(&request, signature, payload.as_ref());
    }
    let connection = connect::open(api, globals, accounts, &[]).await?;
    let request = start(&connection.session, method, path, globals)?;
    let request = match connection.session.credential_kind() {
        Some(_) if !globals.is_anonymous => request.authenticated(),
        _ => request,
    };
    let request = match payload {
        None => request,
        Some(Payload::Json(text)) => request.json(&text),
        Some(Payload::File(path, media_type)) => {
            let request = request.body(upload::body(&path).await?);
            if has_type(globals) { request } else { request.header("content-type", &media_type) }
        }
    };
    let download = request.send_stream().await?;
    let mut output = Output::open(globals)?;
    output.head(download.status(), download.headers())?;
    let media_type = download.content_type().unwrap_or_default();
    if media_type.starts_with("application/json") && !globals.is_raw {
        let text = download.bytes_within(MAX_JSON).await?;
        return output.json(&String::from_utf8_lossy(&text));
    }
    output.download(download).await
}

/// The size limit of a JSON response that is printed as a whole, in bytes.
const MAX_JSON: usize = 256 << 20;

/// Starts the request, with the query parameters of its path and of the options.
fn start<'a>(
    session: &'a Session,
    method: Method,
    path: &str,
    globals: &Globals,
) -> Outcome<CustomRequest<'a>> {
    let mut request = session.request(method, without_query(path));
    let query = path.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        request = request.query(&name, value);
    }
    for pair in &globals.query {
        let (name, value) =
            pair.split_once('=').ok_or_else(|| Failure::usage("`--query` takes `name=value`"))?;
        request = request.query(name, value);
    }
    for pair in &globals.headers {
        let (name, value) =
            pair.split_once(':').ok_or_else(|| Failure::usage("`--header` takes `name: value`"))?;
        request = request.header(name.trim(), value.trim());
    }
    Ok(if globals.is_anonymous { request.options(CallOptions::new().unauthenticated()) } else { request })
}

fn has_type(globals: &Globals) -> bool {
    let names = globals.headers.iter().filter_map(|pair| pair.split_once(':'));
    names.into_iter().any(|(name, _)| name.trim().eq_ignore_ascii_case("content-type"))
}

/// Reads the body: fields, or a file, which is JSON if its name ends in `.json`.
fn payload(matches: &ArgMatches) -> Outcome<Option<Payload>> {
    let words: Vec<_> = matches.get_many::<String>(FIELDS).into_iter().flatten().cloned().collect();
    match (matches.get_one::<String>(BODY), words.is_empty()) {
        (Some(_), false) => Err(Failure::usage("give the body as --body or as fields, not both")),
        (Some(path), true) => match upload::media_type(path) {
            "application/json" => Ok(Some(Payload::Json(request::json(path)?))),
            media_type => Ok(Some(Payload::File(path.clone(), media_type.to_owned()))),
        },
        (None, true) => Ok(None),
        (None, false) => {
            let fields = fields::read(&Types::default(), &Type::Object, &words)?;
            Ok(Some(Payload::Json(request::raw(&fields)?)))
        }
    }
}

/// Returns the placeholder for the credential of a request that is only printed.
fn credential(api: Api, globals: &Globals) -> Option<Credentials> {
    if globals.is_anonymous {
        return None;
    }
    let token = marker(secrets::TOKEN);
    match (api, &globals.as_user) {
        (Api::ClientServer, Some(user)) => Some(Credentials::appservice(token).user_id(user.as_str()).into()),
        (Api::ClientServer, None) => Some(Credentials::access_token(token)),
        (Api::ApplicationService, _) => Some(Credentials::homeserver(token)),
        (Api::Identity, _) => Some(Credentials::identity(token)),
        (Api::PushGateway | Api::ServerServer, _) => None,
    }
}

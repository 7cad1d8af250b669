//! User-interactive authentication by prompts, or with a password from standard input.

use matrix_openapi::auth::Uia;
use serde_json::{Map, Value, json};

use crate::globals::Globals;
use crate::{input, prompt};

type StageError = Box<dyn std::error::Error + Send + Sync>;

/// Returns handlers that prompt the user, or, with `--password-stdin`, read the password from standard input. Without a
/// terminal, only stages that need no input are completed.
pub fn handlers(user: Option<String>, globals: &Globals) -> Uia {
    if globals.reads_password {
        let password = move |_| {
            let user = user.clone();
            async move {
                let password = input::line(input::STANDARD).map_err(|failure| failure.to_string())?;
                Ok(password_stage(
                    &user.ok_or("the password needs an account; run `matrix-api login`")?,
                    &password,
                ))
            }
        };
        return Uia::new().stage("m.login.password", password);
    }
    if !prompt::is_possible() {
        return Uia::new();
    }
    let password = move |_| {
        let user = user.clone();
        async move { password(user) }
    };
    let token = |_| async {
        let token = prompt::secret("Registration token: ").map_err(|failure| failure.to_string())?;
        Ok(fields(json!({ "token": token })))
    };
    let uia = Uia::new().stage("m.login.password", password).stage("m.login.registration_token", token);
    let uia = uia.oauth(|url| async move { page(&url) });
    uia.fallback(|stage| async move { page(&stage.fallback_url) })
}

fn password(user: Option<String>) -> Result<Map<String, Value>, StageError> {
    let user = match user {
        Some(user) => user,
        None => prompt::line("User: ").map_err(|failure| failure.to_string())?,
    };
    let password = prompt::secret(&format!("Password of {user}: ")).map_err(|failure| failure.to_string())?;
    Ok(password_stage(&user, &password))
}

fn password_stage(user: &str, password: &str) -> Map<String, Value> {
    fields(json!({ "identifier": { "type": "m.id.user", "user": user }, "password": password }))
}

fn page(url: &str) -> Result<(), StageError> {
    prompt::line(&format!("Open {url}\nand press Enter when you are done. "))
        .map_err(|failure| failure.to_string())?;
    Ok(())
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

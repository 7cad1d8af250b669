//! The bytes of responses.

/// Returns the bytes of a response with this status, such as `404 Not Found`, after which the connection is closed.
pub fn response(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// Returns the bytes of a response with a JSON body.
pub fn json_response(status: &str, body: &str) -> Vec<u8> {
    response(status, &[("Content-Type", "application/json")], body.as_bytes())
}

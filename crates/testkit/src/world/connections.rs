//! Whose a TCP connection of this machine is, found by its port, as Linux tells it under `/proc`.

use std::fs;
use std::io;
use std::path::Path;

/// Column of a connection's own end in `/proc/net/tcp`, and of the socket that it belongs to.
const OWN_END: usize = 1;
const SOCKET: usize = 9;

/// The sockets of the connections from this port, as they stand among the files of their process. One port serves several at
/// once when they lead to different places, and one that is over leaves its row for a while.
fn sockets(port: u16) -> io::Result<Vec<String>> {
    let wanted = format!(":{port:04X}");
    let table = fs::read_to_string("/proc/net/tcp")?;
    let rows = table.lines().skip(1).map(|row| row.split_whitespace().collect::<Vec<_>>());
    let from_there = rows.filter(|row| row.get(OWN_END).is_some_and(|end| end.ends_with(&wanted)));
    Ok(from_there.filter_map(|row| row.get(SOCKET).map(|socket| format!("socket:[{socket}]"))).collect())
}

/// Whether a process has the connection from this port.
///
/// # Errors
/// When Linux does not tell.
pub(super) fn holds(process: u32, port: u16) -> io::Result<bool> {
    let sockets = sockets(port)?;
    let mut files = fs::read_dir(Path::new("/proc").join(process.to_string()).join("fd"))?.flatten();
    Ok(files.any(|file| {
        fs::read_link(file.path())
            .is_ok_and(|target| sockets.iter().any(|socket| target.as_os_str() == socket.as_str()))
    }))
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn who_has_a_connection_is_found_by_the_port_that_it_comes_from() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let connection = TcpStream::connect(listener.local_addr().expect("bound")).expect("connects");
        let port = connection.local_addr().expect("connected").port();
        assert!(holds(std::process::id(), port).expect("told"));
        let parent = std::os::unix::process::parent_id();
        assert!(!holds(parent, port).expect("told"), "another process has it not");
        drop(connection);
    }
}

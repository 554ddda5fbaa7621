//! What crosses a process border: HTTP bodies, the context header, protobuf messages, sealing, keys.
//!
//! Nothing here decides: shapes are parsed at the edge into the types of `rekey-domain`, which decides.

pub mod http;

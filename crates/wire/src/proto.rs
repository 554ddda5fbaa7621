//! The generated messages of `proto/rekey/v1`.

include!(concat!(env!("OUT_DIR"), "/rekey.v1.rs"));

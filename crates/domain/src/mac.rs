//! Keyed digests that may be stored. The core carries them and never compares them: that is the shell's, in constant
//! time.

/// A 256-bit keyed digest.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mac32(pub [u8; 32]);

impl std::fmt::Debug for Mac32 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mac32(..)")
    }
}

/// What is stored of a code: its digest under the code key, never the code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeMac {
    /// Which code key made it.
    pub key_id: u32,
    /// The digest.
    pub mac: [u8; 32],
}

impl std::fmt::Debug for CodeMac {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CodeMac(key {})", self.key_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_has_no_digest() {
        let code = CodeMac { key_id: 3, mac: [0x41; 32] };
        assert_eq!(format!("{:?} {code:?}", Mac32([0x41; 32])), "Mac32(..) CodeMac(key 3)");
    }
}

//! A second reader of segments, as plain as the rules themselves and as slow: byte by byte, with the
//! usual separators. What it finds, the fast one must find.

/// The texts of all components, of all elements, of every segment that has its terminator.
pub(crate) fn segments(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    let mut reader = Plain {
        bytes,
        at: 0,
        found: Vec::new(),
    };
    while reader.segment().is_some() {}

    reader.found
}

struct Plain<'a> {
    bytes: &'a [u8],
    at: usize,
    found: Vec<Vec<Vec<String>>>,
}

impl Plain<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;

        byte
    }

    fn segment(&mut self) -> Option<()> {
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| *byte <= b' ' || *byte == b'\'')
        {
            self.at += 1;
        }
        let (mut elements, mut components, mut value) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            match self.next()? {
                b'\n' | b'\r' => {}
                b'?' => value.push(self.released()?),
                b':' => components.push(text(&mut value)),
                b'+' => {
                    components.push(text(&mut value));
                    elements.push(std::mem::take(&mut components));
                }
                b'\'' => break,
                byte => value.push(byte),
            }
        }
        components.push(text(&mut value));
        elements.push(components);
        self.found.push(elements);

        Some(())
    }

    /// A line break is no data, so what is released stands behind it.
    fn released(&mut self) -> Option<u8> {
        loop {
            match self.next()? {
                b'\n' | b'\r' => {}
                byte => return Some(byte),
            }
        }
    }
}

fn text(value: &mut Vec<u8>) -> String {
    String::from_utf8(std::mem::take(value)).unwrap()
}

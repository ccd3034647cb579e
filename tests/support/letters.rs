//! An invented letter as lines of segments, and the ways to spoil it.

/// Segments of a letter, one a line, without their terminators.
#[derive(Clone)]
pub(crate) struct Lines(Vec<String>);

/// Three messages and four transactions from the service for Norfolk to a practice.
const POST: &str = "\
UNB+UNOA:2+NF01+BRK5+250402:2152+00044120++FHSREG+++FHSA EDI TRANSFERS
UNH+00067510+FHSREG:0:1:FH:FHS001
BGM+++507
NAD+FHS+NF:954
DTM+137:202504022150:203
RFF+950:F4
S01+1
RFF+TN:1290
NAD+GP+9934561,B12:900
S02+2
PNA+PAT+9990413703:OPI
S01+1
RFF+TN:1291
NAD+GP+9934562,PLX912:900
UNT+14+00067510
UNH+00067511+FHSREG:0:1:FH:FHS001
BGM+++507
NAD+FHS+NF:954
DTM+137:202504022150:203
RFF+950:F1
S01+1
RFF+TN:20011
NAD+GP+9934561,B12:900
S02+2
PNA+PAT+9990415072:OPI+++SU:FERRIER+FO:GRACE+TI:DR
NAD+PAT++??:5 QUAY SIDE::CROMER:NORFOLK+++++NR27 0ZZ
UNT+12+00067511
UNH+00067512+FHSREG:0:1:FH:FHS001
BGM+++507
NAD+FHS+NF:954
DTM+137:202504022150:203
RFF+950:F2
S01+1
RFF+TN:20012
NAD+GP+9934561,B12:900
NAD+NFH+SU:954
GIS+2:ZZZ
DTM+961:20250401:102
S02+2
PNA+PAT+9990416443:OPI
UNT+14+00067512
UNZ+3+00044120";

/// The invented letter that most bad files begin as.
pub(crate) fn post() -> Lines {
    Lines::of(POST)
}

/// A letter from the service that holds one message with these lines after the head; the counts fit.
pub(crate) fn notice(kind: &str, body: &str) -> Lines {
    of_one("NF01+BRK5", kind, body)
}

/// A letter from the practice that holds one message with these lines after the head; the counts fit.
pub(crate) fn filing(kind: &str, body: &str) -> Lines {
    of_one("BRK5+NF01", kind, body)
}

/// The service's receipt with these lines after its head; the counts fit.
pub(crate) fn receipt(body: &str) -> Lines {
    Lines::of(&format!(
        "UNB+UNOA:2+NF01+BRK5+250402:2152+00044120++RECEP+++EDIFACT TRANSFER\n\
         UNH+00067510+RECEP:0:2:FH\nBGM++600+243:202504022152:306+64\n\
         NHS+NF:819:201+9934561,B12:814:202\nDTM+815:202504022152:306\n{body}\n\
         UNT+0+00067510\nUNZ+1+00044120"
    ))
    .counted()
}

fn of_one(ends: &str, kind: &str, body: &str) -> Lines {
    Lines::of(&format!(
        "UNB+UNOA:2+{ends}+250402:2152+00044120\nUNH+00067510+FHSREG:0:1:FH:FHS001\nBGM+++507\n\
         NAD+FHS+NF:954\nDTM+137:202504022150:203\nRFF+950:{kind}\n{body}\nUNT+0+00067510\nUNZ+1+00044120"
    ))
    .counted()
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.lines().map(str::to_owned).collect())
    }

    /// The first line that begins with `start` becomes `line`.
    pub(crate) fn with(mut self, start: &str, line: &str) -> Self {
        let at = self.first(start);
        self.0[at] = line.to_owned();

        self
    }

    /// The first occurrence of `old` in the letter becomes `new`.
    pub(crate) fn swap(mut self, old: &str, new: &str) -> Self {
        let line = self.0.iter_mut().find(|line| line.contains(old));
        let line = line.unwrap_or_else(|| panic!("the letter has no `{old}`"));
        *line = line.replacen(old, new, 1);

        self
    }

    /// Without the first line that begins with `start`.
    pub(crate) fn without(mut self, start: &str) -> Self {
        let at = self.first(start);
        self.0.remove(at);

        self
    }

    /// Without every line that begins with `start`.
    pub(crate) fn without_any(mut self, start: &str) -> Self {
        self.first(start);
        self.0.retain(|line| !line.starts_with(start));

        self
    }

    /// `lines` come after the first line that begins with `start`.
    pub(crate) fn after(mut self, start: &str, lines: &str) -> Self {
        let at = self.first(start) + 1;
        self.0.splice(at..at, lines.lines().map(str::to_owned));

        self
    }

    /// `lines` come before the first line that begins with `start`.
    pub(crate) fn before(mut self, start: &str, lines: &str) -> Self {
        let at = self.first(start);
        self.0.splice(at..at, lines.lines().map(str::to_owned));

        self
    }

    /// `lines` come at the end.
    pub(crate) fn then(mut self, lines: &str) -> Self {
        self.0.extend(lines.lines().map(str::to_owned));

        self
    }

    /// With UNT and UNZ counting what is there.
    pub(crate) fn counted(mut self) -> Self {
        let (mut segments, mut messages) = (0, 0);
        for line in &mut self.0 {
            segments += 1;
            if line.starts_with("UNH+") {
                (segments, messages) = (1, messages + 1);
            } else if let Some((_, reference)) = trailer(line, "UNT+") {
                *line = format!("UNT+{segments}+{reference}");
            } else if let Some((_, reference)) = trailer(line, "UNZ+") {
                *line = format!("UNZ+{messages}+{reference}");
            }
        }

        self
    }

    /// Up to and with the first occurrence of `text` in the bytes.
    pub(crate) fn cut_after(self, text: &str) -> Vec<u8> {
        let bytes = self.bytes();
        let at = find(&bytes, text.as_bytes()) + text.len();

        bytes[..at].to_vec()
    }

    /// With `new` for the first occurrence of `old` in the bytes.
    pub(crate) fn raw(self, old: &[u8], new: &[u8]) -> Vec<u8> {
        let bytes = self.bytes();
        let at = find(&bytes, old);

        [&bytes[..at], new, &bytes[at + old.len()..]].concat()
    }

    /// With `between` after every segment but the last.
    pub(crate) fn joined(self, between: &str) -> Vec<u8> {
        format!("{}'", self.0.join(&format!("'{between}"))).into_bytes()
    }

    /// How many transactions it holds.
    pub(crate) fn parts(&self) -> usize {
        self.0
            .iter()
            .filter(|line| line.starts_with("RFF+TN"))
            .count()
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.joined("\n")
    }

    fn first(&self, start: &str) -> usize {
        let at = self.0.iter().position(|line| line.starts_with(start));

        at.unwrap_or_else(|| panic!("the letter has no line that begins with `{start}`"))
    }
}

impl From<Lines> for Vec<u8> {
    fn from(lines: Lines) -> Self {
        lines.bytes()
    }
}

fn trailer<'a>(line: &'a str, tag: &str) -> Option<(&'a str, &'a str)> {
    line.strip_prefix(tag)?.split_once('+')
}

fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    let found = bytes
        .windows(wanted.len())
        .position(|window| window == wanted);

    found.unwrap_or_else(|| panic!("the letter has no {:?}", String::from_utf8_lossy(wanted)))
}

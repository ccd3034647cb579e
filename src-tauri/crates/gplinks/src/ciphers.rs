//! The ciphers of the health authorities and the areas they stood for.
//!
//! The bodies are history, the ciphers are in use. Some belong to Wales, Northern Ireland, the Isle of
//! Man and Defence Medical Services: a patient may come from there, an English practice never sends there.

/// The name of a cipher's area.
pub(crate) fn name(cipher: &str) -> Option<&'static str> {
    CIPHERS
        .binary_search_by_key(&cipher, |(known, _)| known)
        .ok()
        .and_then(|at| CIPHERS.get(at))
        .map(|(_, name)| *name)
}

/// All published ciphers with their areas, in alphabetical order.
pub const CIPHERS: [(&str, &str); 90] = [
    ("BAA", "Barnsley"),
    ("BD", "Bedfordshire"),
    ("BE", "Berkshire"),
    ("BIK", "Wirral"),
    ("BIR", "Birmingham"),
    ("BRA", "Bradford"),
    ("BRS", "Avon"),
    ("BU", "Buckinghamshire"),
    ("CB", "Cambridgeshire"),
    ("CH", "Cheshire"),
    ("CLD", "North Wales"),
    ("COV", "Coventry"),
    ("CR", "Cornwall & Isles of Scilly"),
    ("CU", "Cumbria"),
    ("DCR", "Doncaster"),
    ("DE", "Derbyshire"),
    ("DMS", "Defence Medical Services"),
    ("DN", "Devon"),
    ("DO", "Dorset"),
    ("DR", "County Durham"),
    ("DUD", "Dudley"),
    ("DYF", "Dyfed/Powys"),
    ("EX", "Essex"),
    ("GAT", "Gateshead & South Tyneside"),
    ("GG", "Gloucestershire"),
    ("GMK", "West Pennine"),
    ("GWE", "Gwent"),
    ("HT", "Hertfordshire"),
    ("IM", "Isle of Man"),
    ("KC", "Kent"),
    ("KHU", "Humberside"),
    ("LA", "Lancashire"),
    ("LD", "Leicestershire"),
    ("LDS", "Leeds"),
    ("LIP", "Liverpool"),
    ("LL", "Lincolnshire"),
    ("LNA", "East London & City"),
    ("LNB", "Redbridge & Waltham Forest"),
    ("LNC", "Barking & Havering"),
    ("LND", "Camden & Islington"),
    ("LNE", "Enfield & Haringey"),
    ("LNH", "Barnet"),
    ("LNJ", "Kensington, Chelsea & Westminster"),
    ("LNK", "Hillingdon"),
    ("LNL", "Brent & Harrow"),
    ("LNM", "Ealing, Hammersmith & Hounslow"),
    ("LNN", "Kingston & Richmond"),
    ("LNP", "Merton, Sutton & Wandsworth"),
    ("LNR", "Croydon"),
    ("LNS", "Lambeth, Southwark & Lewisham"),
    ("LNT", "Bromley"),
    ("LNW", "Bexley & Greenwich"),
    ("MAN", "Manchester"),
    ("MID", "Darlington / Tees"),
    ("NEW", "Newcastle & North Tyneside"),
    ("NF", "Norfolk"),
    ("NI", "Northern Ireland"),
    ("NN", "Nottinghamshire"),
    ("NO", "Northamptonshire"),
    ("NR", "Northumberland"),
    ("OX", "Oxfordshire"),
    ("ROC", "Bury & Rochdale"),
    ("ROT", "Rotherham"),
    ("SA", "Shropshire"),
    ("SGA", "South Glamorgan"),
    ("SHE", "Sheffield"),
    ("SLF", "Salford & Trafford"),
    ("SM", "Somerset"),
    ("SO", "Hampshire & Isle of Wight"),
    ("SOP", "Sefton"),
    ("SPT", "Stockport"),
    ("ST", "Staffordshire"),
    ("STL", "St Helens & Knowsley"),
    ("SU", "Suffolk"),
    ("SUN", "Sunderland"),
    ("SY", "Surrey"),
    ("TE", "East Sussex, Brighton & Hove"),
    ("TW", "West Sussex"),
    ("WA", "Warwickshire"),
    ("WAK", "Wakefield"),
    ("WAL", "Walsall"),
    ("WBH", "Sandwell"),
    ("WGA", "West Glamorgan"),
    ("WIG", "Wigan & Bolton"),
    ("WL", "Wiltshire"),
    ("WMF", "Solihull"),
    ("WOM", "Wolverhampton"),
    ("WR", "Hereford & Worcestershire"),
    ("YN", "North Yorkshire"),
    ("YW", "Calderdale & Kirklees"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cipher_is_found_by_its_name() {
        for (cipher, area) in CIPHERS {
            assert_eq!(
                name(cipher),
                Some(area),
                "the table must be in order for the search"
            );
        }
    }

    #[test]
    fn an_unpublished_cipher_has_no_name() {
        assert_eq!(name("XX1"), None);
        assert_eq!(name(""), None);
    }
}

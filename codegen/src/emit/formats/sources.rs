//! The files with the types of formats, and their public items.

/// The file that parses strings on demand.
pub(super) const ON_DEMAND: &str = "on_demand";

/// The public items of a file.
pub(super) fn public_items(file: &str) -> &'static [&'static str] {
    match file {
        "base64" => &["Base64", "Base64Url"],
        "decimal" => &["Decimal", "DecimalError"],
        "decimal_number" => &["DecimalNumber"],
        "jiff" => &["HttpDate"],
        "numbers" => &["FractionalUnixTime", "Milliseconds", "UnixTime", "WholeMilliseconds", "WholeSeconds"],
        ON_DEMAND => &["FormatError", "parse", "to_string"],
        "quoted" => &["Quoted"],
        _ => &[],
    }
}

/// The sources of the types, which are tested with the runtime.
pub(super) const SOURCES: [(&str, &str); 17] = [
    ("base64", include_str!("../../../runtime/src/formats/base64.rs")),
    ("chrono", include_str!("../../../runtime/src/formats/chrono.rs")),
    ("chrono_numbers", include_str!("../../../runtime/src/formats/chrono_numbers.rs")),
    ("decimal", include_str!("../../../runtime/src/formats/decimal.rs")),
    ("decimal_number", include_str!("../../../runtime/src/formats/decimal_number.rs")),
    ("decimals", include_str!("../../../runtime/src/formats/decimals.rs")),
    ("jiff", include_str!("../../../runtime/src/formats/jiff.rs")),
    ("jiff_numbers", include_str!("../../../runtime/src/formats/jiff_numbers.rs")),
    ("numbers", include_str!("../../../runtime/src/formats/numbers.rs")),
    ("on_demand", include_str!("../../../runtime/src/formats/on_demand.rs")),
    ("quoted", include_str!("../../../runtime/src/formats/quoted.rs")),
    ("rust_decimal", include_str!("../../../runtime/src/formats/rust_decimal.rs")),
    ("std", include_str!("../../../runtime/src/formats/std.rs")),
    ("time", include_str!("../../../runtime/src/formats/time.rs")),
    ("time_numbers", include_str!("../../../runtime/src/formats/time_numbers.rs")),
    ("url", include_str!("../../../runtime/src/formats/url.rs")),
    ("uuid", include_str!("../../../runtime/src/formats/uuid.rs")),
];

//! Small descriptions, each of which shows one thing: the diagnostics and the generated files are pinned here.
//!
//! `compile` builds and runs the same descriptions, `determinism` reverses their keys.

mod types;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bindery::{Configuration, Files, Options, Outcome, Source};
use bindery_goldens::fixtures::{fixture, fixtures, generate};

/// Pins files that a fixture becomes: `pinned!(test: "fixture.yaml" => ["path", …]; …)`.
macro_rules! pinned {
    ($($test:ident: $file:literal => [$($path:literal),+];)+) => {
        /// The fixtures that are pinned.
        const PINNED: &[&str] = &[$($file),+];

        $(
            #[test]
            fn $test() {
                let fixture = fixture($file);
                let Outcome { value, diagnostics, .. } = bindery::generate(fixture.source(), &Options::default());
                let said: String = diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n\n")).collect();
                let files = value.expect("no fixture has an error");
                insta::assert_snapshot!(stringify!($test), said + &shown(&files, &[$($path),+]));
            }
        )+
    };
}

pinned! {
    plain_struct: "plain_struct.yaml" => ["src/models/book.rs", "src/models.rs"];
    scalars: "scalars.yaml" => ["src/models/sample.rs"];
    enums: "enums.yaml" => [
        "src/models/marked.rs", "src/models/odd_value.rs", "src/models/perhaps_color.rs", "src/models/relation.rs"
    ];
    mixed_enums: "mixed_enums.yaml" => ["src/models/gate_mode.rs", "src/models/pressure.rs"];
    constraints: "constraints.yaml" => ["src/models/crop.rs", "src/models/either.rs", "src/operations/list_crops.rs"];
    choices: "choices.yaml" => [
        "src/models/any_craft.rs", "src/models/convoy.rs", "src/models/report.rs", "src/models/buoyage.rs",
        "src/models/cardinal.rs", "src/models/entry.rs"
    ];
    constants: "constants.yaml" => [
        "src/models/hull_kind.rs", "src/models/dinghy.rs", "src/models/ferry_stamp.rs", "src/operations/issue_ferry_token.rs"
    ];
    defaults: "defaults.yaml" => ["src/models/search.rs"];
    exact_numbers: "exact_numbers.yaml" => ["Cargo.toml", "src/formats.rs", "src/models/coin.rs"];
    swagger_constraints: "swagger_constraints.yaml" => ["src/models/barrel.rs", "src/operations/list_barrels.rs"];
    chosen_names: "chosen_names.yaml" => ["src/models/clash.rs", "src/models/clash_sort.rs"];
    arguments: "arguments.yaml" => [
        "src/operations.rs", "src/operations/read_slip.rs", "src/operations/book_slip.rs",
        "src/operations/note_slip.rs"
    ];
    setters: "setters.yaml" => ["src/models/lock.rs", "src/models/lock_gate.rs", "src/operations/fill_locks.rs"];
    validated: "validated.yaml" => ["src/models/tide_place.rs"];
    arrays: "arrays.yaml" => ["src/models/lists.rs"];
    collections: "collections.yaml" => [
        "src/models.rs", "src/models/bin.rs", "src/models/agenda.rs", "src/models/rack.rs", "src/models/talk.rs"
    ];
    required: "required.yaml" => [
        "src/models.rs", "src/models/berth_wish.rs", "src/models/berth.rs", "src/models/night_fare.rs"
    ];
    required_everywhere: "required_everywhere.yaml" => [
        "src/models/coupling.rs", "src/models/plate.rs", "src/models/wagon.rs"
    ];
    format_types: "format_types.yaml" => ["Cargo.toml", "src/formats.rs", "src/models/trip.rs", "src/operations/get_trip.rs"];
    derives: "derives.yaml" => [
        "src/models/derived_fare.rs", "src/models/derived_seat.rs", "src/models/derived_train.rs", "contract.json"
    ];
    rust_types: "rust_types.yaml" => [
        "Cargo.toml", "src/replaced.rs", "src/models/host.rs", "src/operations/get_host.rs", "contract.json"
    ];
    nullable: "nullable.yaml" => ["src/models/perhaps.rs", "src/models/perhaps_thing.rs"];
    nullable_3_0: "nullable_3_0.yaml" => ["src/models/perhaps_old.rs"];
    nesting: "nesting.yaml" => ["src/models/outer.rs", "src/models/tree_node.rs", "src/models/egg.rs"];
    identifiers: "identifiers.yaml" => ["src/models.rs", "src/models/kennel.rs"];
    inline: "inline.yaml" => [
        "src/models/parcel.rs", "src/models/parcel_progress.rs"
    ];
    operation_names: "operation_names.yaml" => [
        "src/operations.rs", "src/operations/get_file_metadata.rs"
    ];
    operation_modules: "operation_modules.yaml" => [
        "src/operations.rs", "src/operations/sea_lanes.rs", "src/operations/sea_lanes/add_lane.rs",
        "src/operations/type.rs", "src/operations/berths.rs"
    ];
    inline_names: "inline_names.yaml" => [
        "src/models.rs", "src/operations/send_file.rs"
    ];
    aliases: "aliases.yaml" => ["src/models.rs", "src/models/account.rs", "src/models/albums.rs"];
    xml_object: "xml_object.yaml" => ["src/models/letter.rs", "src/models/recipient.rs"];
    xml_grids: "xml_grids.yaml" => ["src/models/grid.rs"];
    xml_order: "xml_order.yaml" => ["src/models/pallet.rs", "src/models/envelope.rs", "src/models/carton.rs"];
    xml_sequences: "xml_sequences.yaml" => ["src/models/waybill.rs"];
    xml_nodes: "xml_nodes.yaml" => ["src/models/board.rs", "src/models/label.rs", "src/models/notice.rs"];
    xml_roots: "xml_roots.yaml" => ["src/operations/add_boat.rs", "src/operations/put_boats.rs"];
    xml_names: "xml_names.yaml" => ["src/models/locker.rs"];
    xml_references: "xml_references.yaml" => ["src/models/shelf.rs"];
    data_contract: "data_contract.yaml" => [
        "src/models/key_value_pair_of_string_int32.rs", "src/models/labels.rs", "src/models/order.rs",
        "src/models/party.rs"
    ];
    data_contract_types: "data_contract_types.yaml" => [
        "src/models/any_pet.rs", "src/models/cat.rs", "src/models/kind.rs", "src/models/leaf.rs",
        "src/models/owner.rs", "src/operations/add_pet.rs", "contract.json"
    ];
    secrets: "secrets.yaml" => ["src/models/sealed_string.rs", "src/models/sign_in.rs"];
    operations: "operations.yaml" => [
        "src/media_type.rs", "src/operations.rs", "src/operations/get_files_id.rs", "src/operations/ping.rs",
        "src/operations/put_file.rs", "src/operations/touch_file.rs"
    ];
    query_parameters: "query_parameters.yaml" => ["src/operations/search.rs"];
    responses: "responses.yaml" => [
        "src/operations.rs", "src/operations/count_orders.rs", "src/operations/drop_orders.rs",
        "src/operations/note_orders.rs", "src/operations/place_order.rs", "src/operations/print_orders.rs"
    ];
    security: "security.yaml" => ["src/lib.rs", "src/operations/fill_vault.rs", "src/operations/open_vault.rs"];
    servers: "servers.yaml" => [
        "src/lib.rs", "src/operations/paint_moon.rs", "src/operations/see_moon.rs", "contract.json"
    ];
    bodies: "bodies.yaml" => [
        "src/models/package.rs", "src/operations.rs", "src/operations/change_parcel.rs", "src/operations/draw.rs",
        "src/operations/fill_form.rs", "src/operations/pack_parcel.rs", "src/operations/write_note.rs"
    ];
    styles: "styles.yaml" => ["src/operations/paint.rs"];
    colliding_parameters: "colliding_parameters.yaml" => ["src/operations/list_rivals.rs"];
    inline_operations: "inline_operations.yaml" => [
        "src/models.rs", "src/operations/set_choices.rs", "src/operations/set_state.rs", "src/operations/vote.rs"
    ];
    querystring: "querystring.yaml" => ["src/operations/find_ponds.rs", "src/operations/find_ponds_by_json.rs"];
    methods: "methods.yaml" => ["src/operations.rs", "src/operations/find_notes.rs", "src/operations/copy_notes.rs"];
    named_bodies: "named_bodies.yaml" => [
        "src/operations/blink_lamp.rs", "src/operations/dim_lamp.rs", "src/operations/set_lamp.rs"
    ];
    practice: "practice.yaml" => [
        "src/operations/lose_parcel.rs", "src/operations/send_parcel.rs", "src/operations/track_parcel.rs"
    ];
    integer_enums: "integer_enums.yaml" => [
        "src/models/numbered.rs", "src/models/numbered_level2.rs", "src/models/grade.rs", "src/models/graded.rs"
    ];
    enum_texts: "enum_texts.yaml" => [
        "src/models/house_pet.rs", "src/models/log_level.rs", "src/models/texts_by_value.rs",
        "src/models/texts_beside.rs", "src/models/texts_listed.rs"
    ];
    composition: "composition.yaml" => [
        "src/models.rs", "src/models/fleet.rs", "src/models/vessel.rs"
    ];
    duplicates: "duplicates.yaml" => [
        "src/models.rs", "src/models/aliases.rs", "src/models/kite.rs",
        "src/operations/list_ribbons.rs", "src/operations/tie_ribbon.rs"
    ];
    swagger_polymorphism: "swagger_polymorphism.yaml" => ["src/models.rs", "src/models/any_guest.rs", "src/models/shelter.rs"];
    polymorphism: "polymorphism.yaml" => [
        "src/models.rs", "src/models/any_fauna.rs", "src/models/any_feline.rs", "src/models/ark.rs",
        "src/operations/put_fauna.rs"
    ];
    unions: "unions.yaml" => [
        "src/models.rs", "src/models/chart.rs", "src/models/depth.rs", "src/models/figure.rs", "src/models/knot.rs",
        "src/models/signal.rs", "src/models/tide.rs"
    ];
    tuples: "tuples.yaml" => ["src/models.rs", "src/models/move.rs", "src/models/position.rs", "src/models/sketch.rs"];
    additional: "additional.yaml" => ["src/models/by_pattern.rs", "src/models/counts.rs", "src/models/prices.rs"];
    members_of_patterns: "members_of_patterns.yaml" => [
        "src/models.rs", "src/models/by_patterns_or_none.rs", "src/models/review.rs", "src/models/shop.rs"
    ];
    webhooks: "webhooks.yaml" => ["src/lib.rs", "src/models.rs", "src/models/parcel_lost_body.rs"];
    callbacks: "callbacks.yaml" => ["src/lib.rs", "src/models.rs", "contract.json"];
    locations: "locations.yaml" => ["src/models.rs", "src/models/buoy.rs", "src/models/harbour.rs"];
    maps: "maps.yaml" => ["src/models.rs", "src/models/maps.rs"];
    free_form: "free_form.yaml" => ["src/models.rs", "src/models/loose.rs"];
    swagger_2_0: "swagger_2_0.yaml" => [
        "src/lib.rs", "src/models/depot_box.rs", "src/models/list_boxes_order.rs",
        "src/operations.rs", "src/operations/list_boxes.rs", "src/operations/put_box.rs"
    ];
    swagger_forms: "swagger_forms.yaml" => [
        "src/models/mark_boxes_body.rs", "src/models/send_photo_body.rs", "src/operations.rs",
        "src/operations/get_same_b.rs", "src/operations/list_photos.rs", "src/operations/mark_boxes.rs"
    ];
    forms: "forms.yaml" => ["src/models/cargo.rs", "src/operations/stow_cargo.rs"];
    swagger_arrays: "swagger_arrays.yaml" => [
        "src/models/depot_sieve.rs", "src/models/shake_sieves_body.rs", "src/operations/shake_sieves.rs"
    ];
    parts: "parts.yaml" => [
        "src/models/crate_.rs", "src/operations/pack_crate.rs", "src/operations/nail_crate.rs"
    ];
    taken_names: "taken_names.yaml" => ["src/models.rs", "src/models/box.rs", "src/models/self_.rs"];
    odd_members: "odd_members.yaml" => ["src/models/odd_members.rs"];
    generic_names: "generic_names.yaml" => ["src/models.rs", "src/models/item_lamp.rs"];
    segments: "segments.yaml" => [
        "src/operations/get_report.rs", "src/operations/high_tides.rs", "src/operations/tide_table.rs"
    ];
    loose_bodies: "loose_bodies.yaml" => [
        "src/operations/ask_grant.rs", "src/operations/press_seal.rs", "src/operations/mend_seal.rs"
    ];
    unusual_bodies: "unusual_bodies.yaml" => ["src/operations/find_barrels.rs", "src/operations/smell_barrels.rs"];
    keywords_3_1: "keywords_3_1.yaml" => ["src/models.rs", "src/models/beacon.rs"];
    format_numbers: "format_numbers.yaml" => ["Cargo.toml", "src/formats.rs", "src/models/fare.rs", "src/operations/get_fare.rs"];
    formats: "formats.yaml" => ["Cargo.toml", "src/formats.rs", "src/models/formats.rs"];
    vendor: "vendor.yaml" => [
        "src/models/valve.rs", "src/operations/valves_list.rs"
    ];
    refused: "refused.yaml" => ["src/models/gate.rs", "src/operations/open_gate.rs", "src/operations/shut_gate.rs"];
    wrong_defaults: "wrong_defaults.yaml" => ["src/models/dial.rs", "src/operations/read_dials.rs", "contract.json"];
    conflicts: "conflicts.yaml" => ["src/models/bale.rs"];
    xml_as_it_comes: "xml_as_it_comes.yaml" => ["src/models/catalogue.rs"];
    deprecated: "deprecated.yaml" => [
        "src/operations/post_old.rs", "src/models/old_thing.rs", "src/models/old_kind.rs"
    ];
    untrusted_text: "untrusted_text.json" => [
        "Cargo.toml", "README.md", "src/lib.rs", "src/models/untrusted.rs", "src/operations/read_untrusted.rs"
    ];
}

#[test]
fn every_fixture_is_pinned() {
    let found = fixtures();
    let found: BTreeSet<&str> = found.iter().map(|fixture| fixture.file.as_str()).collect();
    assert_eq!(found, PINNED.iter().copied().collect());
}

/// The extension that turns the documented names into .NET's: it changes names and order, but no pair.
#[test]
fn data_contract_in_pascal_case() {
    let fixture = fixture("data_contract.yaml");
    let text = fixture.text.replace("names: documented", "names: pascal-case");
    let files = generate(Source { name: &fixture.file, text: &text });
    let paths = ["src/models/key_value_pair_of_string_int32.rs", "src/models/order.rs"];
    let statements: String = shown(&files, &paths).lines().skip_while(|line| !line.contains("object!")).collect();
    assert!(statements.contains(r#"0 => key: "key".always(),"#), "a pair stays as it is: {statements}");
    insta::assert_snapshot!("data_contract_in_pascal_case", statements_of(&files, &paths));
}

/// Some of the files, one after the other.
fn shown(files: &Files, paths: &[&str]) -> String {
    let mut output = String::new();
    for path in paths {
        let all: Vec<&str> = files.iter().map(|(path, _)| path).collect();
        let text = files.get(path).unwrap_or_else(|| panic!("no `{path}` among {all:#?}"));
        let _ = writeln!(output, "==== {path}\n{text}");
    }
    output
}

/// The macro calls that implement the wire formats, without the types themselves.
fn statements_of(files: &Files, paths: &[&str]) -> String {
    let statement = |path: &&str| {
        let text = files.get(path).unwrap_or_default();
        text.split_once("runtime::object!").map(|(_, statement)| format!("==== {path}\nruntime::object!{statement}"))
    };
    paths.iter().filter_map(statement).collect()
}

/// The constraints of a crate as a table. Without the option it has neither the table nor the feature.
#[test]
fn validation() {
    let fixture = fixture("constraints.yaml");
    let made = |text: &str, validate: Option<bool>| {
        let configured = validate.map(|validate| Configuration::new("bindery.toml").with("validate", validate));
        let options = Options { configurations: configured.into_iter().collect(), ..Options::default() };
        bindery::generate(Source { name: "constraints.yaml", text }, &options).value.expect("no errors")
    };
    let plain = made(&fixture.text, None);
    let files = made(&fixture.text, Some(true));
    let stated = made(&format!("{}x-bindery: {{ validate: true }}\n", fixture.text), None);
    assert!(files.iter().eq(stated.iter()), "the option and the extension are the same");
    let added: Vec<&str> = files.iter().map(|(path, _)| path).filter(|path| plain.get(path).is_none()).collect();
    assert!(!added.is_empty() && added.iter().all(|path| path.starts_with("src/validate")), "{added:?}");
    let manifest =
        |files: &Files| files.get("Cargo.toml").expect("a manifest").contains("\nvalidate = [\"dep:regex\"]\n");
    assert!(manifest(&files) && !manifest(&plain));
    insta::assert_snapshot!("validation", shown(&files, &["src/validate/table.rs"]));
}

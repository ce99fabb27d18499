//! The command that a check recommends.

use std::path::PathBuf;

use super::*;
use crate::args::{
    CodeFeature, CodeLayout, CrateOptions, FormatTypes, ModulesOfOperations, NamesOfOperations, Required, SelectionArgs,
};

#[test]
fn the_repair_is_a_command_that_a_shell_takes() {
    assert_eq!(repair(&GenerateArgs::default()), "bindery generate");
    let args = GenerateArgs {
        sources: SourceArgs {
            overlays: vec![PathBuf::from("b.yaml"), PathBuf::from("a.yaml")],
            ..SourceArgs::of(PathBuf::from("my shop's.yaml"))
        },
        out: Some(PathBuf::from("../out")),
        options: CrateOptions {
            name: Some(String::from("shop")),
            required: Some(Required::Lenient),
            formats: Some(FormatTypes::Jiff),
            operation_names: Some(NamesOfOperations::Short),
            operation_modules: Some(ModulesOfOperations::Tags),
            crates: vec![String::from("my-ids")],
            validate: true,
            layout: Some(CodeLayout::Module),
            features: vec![CodeFeature::Json, CodeFeature::ClientNoTls],
            selection: SelectionArgs {
                include: vec!["tag:pets".parse().expect("a selector")],
                exclude: vec!["path:GET /pets/**".parse().expect("a selector")],
            },
        },
        check: true,
        ..GenerateArgs::default()
    };
    assert_eq!(
        repair(&args),
        r"bindery generate 'my shop'\''s.yaml' --overlay b.yaml --overlay a.yaml --allow-crate my-ids --include tag:pets \
          --exclude 'path:GET /pets/**' --out ../out --name shop --required lenient --formats jiff --operation-names short \
          --operation-modules tags --layout module --features json --features client-no-tls --validate"
            .replace("\\\n          ", "")
    );
}

//! `tree` shows a reader who has to sign a scheme all of its rules, in words.

mod common;

use common::{Tested, ok};

const COLLECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/good/collection-keys.yaml");
const PASS_MARKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/frameworks/pass-marks.yaml");

/// The lines with single spaces, so that no test hangs on how wide a column is.
fn lines(args: &[&str]) -> Vec<String> {
    ok(args).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn assert_lines(args: &[&str], expected: &[&str]) {
    let found = lines(args);
    for line in expected {
        assert!(found.iter().any(|found| found == line), "{line}\nin {found:#?}");
    }
}

#[test]
fn what_changes_a_score_is_told() {
    assert_lines(
        &["tree", COLLECTED],
        &[
            "Bonuses, deductions, vetoes, pass marks",
            "A 服务 pass mark 60 it has less than 30 points (exact figures) the total is 59 points at most, ranked after all others, type fail",
            "X bonus 15 10 the total has more than 80 points without it (exact figures) added to the total",
            "Y bonus 5 the total has 60 points or more without it added to the total",
            "Z deduction 10 5 taken off the total, down to nothing",
            "V veto anything below it gets marks the total is 59 points, type fail",
        ],
    );
    assert_lines(
        &["tree", COLLECTED, "--lang", "zh"],
        &[
            "加分、扣分、否决、合格线",
            "A 服务 合格线 60 低于 30 分（按精确值） 总分至多 59 分，排在其他对象之后，类型为“fail”",
            "X 加分 15 10 总分未加分时高于 80 分（按精确值） 计入总分",
            "Y 加分 5 总分未加分时达到 60 分 计入总分",
            "Z 扣分 10 5 从总分中扣除，扣至零为止",
            "V 否决 其下任何一项有得分即成立 总分为 59 分，类型为“fail”",
        ],
    );
    // A pass mark without a score leaves the total; a veto without one leaves none.
    assert_lines(
        &["tree", PASS_MARKS],
        &[
            "A Disclosure pass mark 60 it has less than 30 points the total stays as it is, ranked after all others, type Fail",
        ],
    );
    assert_lines(
        &["tree", "gov-site-check-2019"],
        &[
            "VETO Veto veto it gets any marks no total, not ranked, type Fail",
            "BONUS Bonus bonus 30 the total has more than 80 points without it added to the total",
        ],
    );
}

#[test]
fn what_happens_to_gaps_is_told_where_it_differs() {
    assert_lines(
        &["tree", COLLECTED],
        &[
            "the whole scheme does not apply its weight goes to its siblings in equal parts",
            "the whole scheme not all is there no score below 50% of what applies, by number",
            "the whole scheme several rounds their mean counts",
            "the whole scheme observations do not agree the one collected last counts",
            "A 服务 missing counts as zero",
            "A 服务 not all is there any part will do",
            "B does not apply left out of the tree: its node counts for less as well",
        ],
    );
    assert_lines(
        &["tree", COLLECTED, "--lang", "zh"],
        &["整个方案 观测不一致 取最近采集者", "A 服务 缺失 记零分", "B 不适用 不计，其上级的份量也随之减少"],
    );
    for plain in ["bluebook-2019", "un-egdi-2018"] {
        let tree = ok(&["tree", plain]);
        for heading in ["What is not there", "Bonuses", "Items"] {
            assert!(!tree.contains(heading), "{tree}");
        }
    }
}

#[test]
fn every_item_is_told_with_its_rule() {
    assert_lines(
        &["tree", COLLECTED],
        &[
            "P1 Days to reply A machine up to 3: 100%; below 5.5: 50%; else 0% of full marks 2 days the last counts where kind is not 盟 网站, 微博 inferred",
            "P3 A yes: full marks; no: none; a violation: if it gets any, its leaf gets none 1 where P2 is first",
            "V1 yes: full marks; no: none",
        ],
    );
    assert_lines(
        &["tree", COLLECTED, "--lang", "zh"],
        &[
            "P1 回复天数 A 机器 不超过 3：100%；低于 5.5：50%；其余 0%（占满分） 2 天 取最后一轮 kind 不为 盟 网站、微博 推断",
            "P3 A 是：满分；否：0 分；违规项：有得分时该指标不得分 1 P2 为 一级",
        ],
    );
}

#[test]
fn markdown_has_the_same_tables() {
    let tree = ok(&["tree", COLLECTED, "--format", "md"]);
    for heading in
        ["## Bonuses, deductions, vetoes, pass marks\n", "## What is not there, rounds, conflicts\n", "## Items\n"]
    {
        assert!(tree.contains(heading), "{tree}");
    }
    assert!(tree.contains("| Z | deduction | 10 | 5 |  | taken off the total, down to nothing |"), "{tree}");
}

#[test]
fn json_has_rules_in_both_languages() -> Tested {
    let tree: serde_json::Value = serde_json::from_str(&ok(&["tree", COLLECTED, "--format", "json"]))?;
    let node = tree["nodes"].as_array().into_iter().flatten().find(|node| node["code"] == "C1").ok_or("C1")?;
    let words = &node["items"][0]["rule_words"];
    assert_eq!(words["en"], "2 of 10 marks off each, down to 1");
    assert_eq!(words["zh"], "满分 10，每个扣 2 分，扣至 1 为止");
    Ok(())
}

package io.peerscope.engine.parties;

import io.peerscope.engine.fact.Evidence;
import io.peerscope.engine.fact.Reason;
import java.util.ArrayList;
import java.util.List;

/// Asks a driver or a library what it makes of a DMA, as far as a table tells.
///
/// Where facts leave open which row applies, all that may apply are asked; they must agree.
public final class Parties {

  private final PartyTable table;

  public Parties(PartyTable table) {
    this.table = table;
  }

  public Answer ask(Asked asked, Situation situation) {
    List<Row> ofName =
        table.rows().stream().filter(row -> row.name().equals(asked.name())).toList();
    if (ofName.isEmpty()) {
      return undetermined(
          "undocumented", "nothing is documented here of %s %s".formatted(table.word(), asked));
    }
    List<Row> ofRelease = ofName.stream().filter(row -> row.covers(asked.release())).toList();
    if (ofRelease.isEmpty()) {
      return undetermined(
          "undocumented-release",
          "nothing is documented here of this release of %s %s".formatted(table.word(), asked));
    }
    return agreement(asked, answers(asked, ofRelease, situation));
  }

  /// The answers of all rows that may apply, up to the first that surely does.
  private List<Answer> answers(Asked asked, List<Row> rows, Situation situation) {
    var conditions = new Conditions(situation, asked.level());
    var answers = new ArrayList<Answer>();
    for (Row row : rows) {
      State applies = applies(row, situation, conditions);
      if (applies != State.NO) {
        answers.add(answer(asked, row, conditions));
      }
      if (applies == State.YES) {
        return answers;
      }
    }
    answers.add(otherDevices(asked, situation));
    return answers;
  }

  private static State applies(Row row, Situation situation, Conditions conditions) {
    State state = row.isAbout(situation);
    for (String guard : row.guards()) {
      state = DevicePattern.and(state, conditions.check(guard).state());
    }
    return state;
  }

  private Answer otherDevices(Asked asked, Situation situation) {
    return undetermined(
        "other-devices",
        "what is documented of %s %s is not about a DMA from %s to %s"
            .formatted(
                table.word(), asked, situation.client().address(), situation.target().address()));
  }

  private Answer answer(Asked asked, Row row, Conditions conditions) {
    List<Finding> findings = row.demands().stream().map(conditions::check).toList();
    State state = State.YES;
    for (Finding finding : findings) {
      state = DevicePattern.and(state, finding.state());
    }
    State overall = state;
    List<Reason> deciding =
        findings.stream()
            .filter(finding -> finding.state() == overall)
            .map(Finding::reason)
            .toList();
    return answer(overall, reason(asked, row, overall, deciding));
  }

  private static Answer answer(State state, Reason reason) {
    return switch (state) {
      case YES -> new Answer.TakesPart(reason);
      case NO -> new Answer.Refuses(reason);
      case UNKNOWN -> new Answer.Undetermined(reason);
    };
  }

  private Reason reason(Asked asked, Row row, State state, List<Reason> deciding) {
    String who = "%s %s".formatted(table.word(), asked);
    String text =
        switch (state) {
          case YES -> "%s takes part: %s".formatted(who, row.sentence());
          case NO -> "%s refuses: %s".formatted(who, trouble(row, deciding));
          case UNKNOWN -> "%s may refuse: %s".formatted(who, trouble(row, deciding));
        };
    String code =
        table.word()
            + switch (state) {
              case YES -> "-takes-part";
              case NO -> "-refuses";
              case UNKNOWN -> "-undetermined";
            };
    String source = "%s: %s, %s".formatted(row.position(), row.source(), row.date());
    return Reason.of(code, text, new Evidence(who, "rule", row.sentence(), source))
        .because(deciding);
  }

  /// The condition that fails; the row itself, where it refuses whatever the facts are.
  private static String trouble(Row row, List<Reason> deciding) {
    Reason first = deciding.getFirst();
    return first.code().equals(Conditions.NEVER) ? row.sentence() : first.text();
  }

  private Answer agreement(Asked asked, List<Answer> answers) {
    Answer first = answers.getFirst();
    boolean agreed =
        answers.stream().allMatch(answer -> answer.getClass().equals(first.getClass()));
    if (agreed) {
      return first;
    }
    List<Reason> reasons = answers.stream().map(Answer::reason).toList();
    return new Answer.Undetermined(
        Reason.of(
                table.word() + "-undetermined",
                "%s %s may do one thing or another, by facts that are not told"
                    .formatted(table.word(), asked))
            .because(reasons));
  }

  private Answer undetermined(String code, String text) {
    return new Answer.Undetermined(Reason.of(table.word() + "-" + code, text));
  }
}

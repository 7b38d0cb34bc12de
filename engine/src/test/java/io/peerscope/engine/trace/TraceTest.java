package io.peerscope.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import io.peerscope.engine.PublishedSchema;
import io.peerscope.engine.dma.StepEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traces of all samples, strategies and operations: written as the schema says, read back, and
/// stepped from JSON alone.
class TraceTest {

  private static final List<SampleVerdicts> ALL = SampleVerdicts.all();
  private static final JsonSchema SCHEMA = PublishedSchema.named("peerscope-trace.schema.json");

  private static Trace trace(SampleVerdicts one) {
    return Traces.of(one.verdict(), one.platform());
  }

  private static Trace readBack(SampleVerdicts one) {
    TraceReading reading = TraceReader.read(TraceWriter.write(trace(one)));
    assertThat(reading).as(one.name()).isInstanceOf(TraceReading.Read.class);
    return ((TraceReading.Read) reading).trace();
  }

  @Test
  void everySampleStrategyAndOperationIsThere() {
    assertThat(ALL).hasSize(10 * 6 * 3 * 2);
  }

  @Test
  void everyTraceIsAsTheSchemaSays() {
    for (SampleVerdicts one : ALL) {
      String json = new String(TraceWriter.write(trace(one)), StandardCharsets.UTF_8);

      assertThat(SCHEMA.validate(json, InputFormat.JSON)).as(one.name()).isEmpty();
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    for (SampleVerdicts one : ALL) {
      assertThat(readBack(one)).as(one.name()).isEqualTo(trace(one));
    }
  }

  @Test
  void everyStateReachedBackwardsIsTheOneReachedForwards() {
    for (SampleVerdicts one : ALL) {
      var replay = new Replay(readBack(one));

      assertThat(replay.backwards().reversed()).as(one.name()).isEqualTo(replay.forwards());
    }
  }

  @Test
  void replayFromJsonAloneShowsTheStatesOfTheVerdict() {
    for (SampleVerdicts one : ALL) {
      assertThat(new Replay(readBack(one)).forwards())
          .as(one.name())
          .isEqualTo(new Replay(one.verdict().steps()).forwards())
          .hasSameSizeAs(one.verdict().steps());
    }
  }

  @Test
  void everyStateStartsWithTheAddressThatTheLastOneLeft() {
    for (SampleVerdicts one : ALL) {
      List<Replay.State> states = new Replay(readBack(one)).forwards();
      for (int i = 1; i < states.size(); i++) {
        Replay.State before = states.get(i - 1);
        Replay.State now = states.get(i);
        boolean sameTlp = before.tlp().equals(now.tlp());
        if (sameTlp && now.before().isPresent() && before.event() != StepEvent.MAP) {
          assertThat(now.before()).as(one.name()).isEqualTo(before.carries());
        }
      }
    }
  }

  @Test
  void whereAPacketHasBeenOnlyGrows() {
    for (SampleVerdicts one : ALL) {
      List<Replay.State> states = new Replay(readBack(one)).forwards();
      for (int i = 1; i < states.size(); i++) {
        List<Replay.Passed> before = states.get(i - 1).passed();
        assertThat(states.get(i).passed().subList(0, before.size()))
            .as(one.name())
            .isEqualTo(before);
      }
    }
  }

  @Test
  void readsAndAtomicsComeBackAndWritesDoNot() {
    SampleVerdicts write = named("01-one-switch.txt mainline write 0000:03:00.0");
    SampleVerdicts read = named("01-one-switch.txt mainline read 0000:03:00.0");

    assertThat(new Replay(trace(write)).forwards().getLast().standing())
        .isEqualTo(Replay.Standing.ARRIVED);
    assertThat(new Replay(trace(read)).forwards().getLast().standing())
        .isEqualTo(Replay.Standing.COMPLETED);
  }

  private static SampleVerdicts named(String start) {
    return ALL.stream().filter(one -> one.name().startsWith(start)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"schemaVersion\": 1 | \"schemaVersion\": 2",
        "\"event\": \"issue\" | \"event\": \"sent\"",
        "\"kind\": \"peer\" | \"kind\": \"pear\"",
        "\"space\": \"bus\" | \"space\": \"buss\"",
        "\"n\": 1, | \"n\": 0,",
        "\"operation\": \"write\" | \"operation\": \"push\"",
      })
  void whatIsWrongIsSeenBySchemaAndReader(String right, String wrong) {
    String json =
        new String(
            TraceWriter.write(trace(named("01-one-switch.txt mainline write 0000:03:00.0"))),
            StandardCharsets.UTF_8);
    assertThat(json).contains(right);
    String broken = json.replace(right, wrong);

    assertThat(SCHEMA.validate(broken, InputFormat.JSON)).isNotEmpty();
    assertThat(TraceReader.read(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TraceReading.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({"''", "'['", "'{\"schemaVersion\": 1', 'nonsense'"})
  void whatIsNoTraceIsAProblemAndNoFailure(String content) {
    assertThat(TraceReader.read(content.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TraceReading.Unreadable.class);
  }

  @Test
  void reportNamesVerdictReasonsPathRegistersAndCircumstances() {
    SampleVerdicts one = named("02-two-host-bridges.txt mainline write 0000:41:00.0");

    assertThat(BugReport.of(trace(one)))
        .startsWith("REFUSED: 0000:04:00.0 cannot write to 0000:41:00.0")
        .contains(
            "\nwhy\n",
            "would be bus",
            "[host-bridge-crossing]",
            "\npath\n",
            "\nregisters and rows that")
        .contains("\ncontext\n  kernel       6.1\n")
        .endsWith("\nremoved\n  nothing\n");
  }
}

package io.peerscope.engine.cli;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.trace.VerdictWords;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Many questions as lines, one answer line each, in constant memory:
///
/// ```text
/// client target op [mask]  ->  client target op verdict type distance how address code
/// ```
final class Batch {

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String MALFORMED = "undetermined\t-\t-\tunknown\t-\tmalformed-line";
  private static final String NO_SUCH_FUNCTION = "undetermined\t-\t-\tunknown\t-\tno-such-function";

  private final Platform platform;
  private final Judge judge;
  private final long size;
  private final Streams streams;

  /// @param size bytes of every DMA
  Batch(Platform platform, MappingStrategy strategy, long size, Streams streams) {
    this.platform = platform;
    this.size = size;
    this.judge = new Judge(platform, strategy);
    this.streams = streams;
  }

  void answer(InputStream questions, Output output) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(questions, StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(1);
      }
      if (!line.isBlank()) {
        answerLine(line, number, output);
      }
    }
  }

  private void answerLine(String line, int number, Output output) throws IOException {
    String[] fields = line.split("\t", -1);
    Optional<DmaRequest> request = parse(fields);
    if (request.isEmpty()) {
      streams.tell("peerscope: pairs line " + number + " is not CLIENT, TARGET, OPERATION[, MASK]");
      output.println(firstFields(fields) + MALFORMED);
      return;
    }
    output.print(spell(request.get(), fields[1].strip()));
    if (!isKnown(request.get())) {
      output.println(NO_SUCH_FUNCTION);
      return;
    }
    write(judge.judge(request.get()), output);
  }

  private Optional<DmaRequest> parse(String[] fields) {
    if (fields.length < 3 || fields.length > 4) {
      return Optional.empty();
    }
    Optional<PciAddress> client = PciAddress.parse(fields[0].strip());
    Optional<DmaTarget> target = DmaTarget.parse(fields[1].strip());
    Optional<Operation> operation = Operation.ofSpelling(fields[2].strip());
    Optional<Fact<Long>> mask = mask(fields.length == 4 ? fields[3].strip() : "");
    return client.isEmpty() || target.isEmpty() || operation.isEmpty() || mask.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DmaRequest(client.get(), target.get(), operation.get(), size, mask.get()));
  }

  /// Empty when the field is neither a number nor one of the spellings of "not told".
  private static Optional<Fact<Long>> mask(String field) {
    return field.isEmpty() || field.equals("-") || field.equals("unknown")
        ? Optional.of(Fact.unknown("neither the input nor the line tells the DMA mask"))
        : Numbers.parse(field).map(mask -> Fact.known(mask, new GivenByOption("--batch")));
  }

  private boolean isKnown(DmaRequest request) {
    return platform.topology().find(request.client()).isPresent()
        && (!(request.target() instanceof DmaTarget.FunctionMemory memory)
            || platform.topology().find(memory.function()).isPresent());
  }

  /// The question, functions in full spelling, plain addresses as they were given.
  private static String spell(DmaRequest request, String target) {
    String spelledTarget =
        request.target() instanceof DmaTarget.FunctionMemory memory ? memory.toString() : target;
    return request.client() + "\t" + spelledTarget + "\t" + request.operation().spelling() + "\t";
  }

  private static String firstFields(String[] fields) {
    var question = new StringBuilder();
    for (int at = 0; at < 3; at++) {
      String field = at < fields.length ? OneLine.of(fields[at]) : "";
      question.append(field.isEmpty() ? "-" : field).append('\t');
    }
    return question.toString();
  }

  private static void write(Verdict verdict, Output output) throws IOException {
    output
        .print(verdict.outcome().spelling() + "\t")
        .print(VerdictWords.mapType(verdict) + "\t")
        .print(distance(verdict) + "\t")
        .print(VerdictWords.how(verdict.mapping()) + "\t")
        .print(address(verdict.mapping()) + "\t")
        .println(DecidingReason.of(verdict).code());
  }

  private static String distance(Verdict verdict) {
    if (verdict.page() instanceof ResolvedPage.Host) {
      return "-";
    }
    return verdict.policy().flatMap(P2pDecision::distance).map(String::valueOf).orElse("?");
  }

  private static String address(Mapping mapping) {
    return mapping instanceof Mapping.Programmed programmed
        ? programmed.address().ifKnown().map(known -> Hex.of(known.value())).orElse("-")
        : "-";
  }
}

package io.peerscope.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.engine.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every page that a booted kernel mapped is mapped the same way, whichever translators hang there.
class OracleMappingTest {

  private static final Map<String, String> ERRNO = Map.of("-121", "EREMOTEIO", "-5", "EIO");

  static Stream<TranslatorPlacement> placements() {
    return Stream.of(
        TranslatorPlacement.Named.NONE,
        TranslatorPlacement.Named.SWITCHES,
        TranslatorPlacement.Named.ALL);
  }

  @ParameterizedTest
  @MethodSource("placements")
  void everyPageIsMappedAsTheKernelMappedIt(TranslatorPlacement placement) {
    List<OracleCase> cases = OracleCase.all();
    assumeTrue(!cases.isEmpty(), "the booted machines (peerscope.shared/oracle) are absent");
    var wrong = new ArrayList<String>();
    long mappings = 0;

    for (OracleCase machine : cases) {
      var judge = new Judge(machine.platform(), placement);
      for (String line : machine.lines("map.tsv.gz")) {
        mappings++;
        String[] columns = line.split("\t");
        String actual = answer(judge.judge(request(columns)));
        if (!actual.equals(expected(columns))) {
          wrong.add(machine + ": " + line + " answered " + actual);
        }
      }
    }

    System.out.printf(
        "%d machines, %d mappings with translators %s, %d wrong%n",
        cases.size(), mappings, placement, wrong.size());
    assertThat(wrong.stream().limit(20)).isEmpty();
    assertThat(mappings).isGreaterThan(70_000);
  }

  private static DmaRequest request(String[] columns) {
    return request(
        columns,
        Fact.known(
            Long.parseUnsignedLong(columns[3].substring(2), 16), new GivenByOption("--batch")));
  }

  /// The same, but the input has to tell the DMA mask.
  static DmaRequest unmasked(String[] columns) {
    return request(columns, Fact.unknown("the input tells"));
  }

  private static DmaRequest request(String[] columns, Fact<Long> mask) {
    var address = new HostPhysicalAddress(Long.decode(columns[2]));
    boolean ram = columns[0].equals("ram");
    return new DmaRequest(
        PciAddress.parse(columns[1]).orElseThrow(),
        ram ? new DmaTarget.HostMemory(address) : new DmaTarget.AnyMemory(address),
        Operation.WRITE,
        4096,
        mask);
  }

  /// Source, result and, where the allocator has no say, the value.
  static String expected(String[] columns) {
    return switch (columns[4]) {
      case "error" -> columns[0] + " error " + ERRNO.get(columns[5]);
      case "bus", "direct" -> columns[0] + " " + columns[4] + " " + columns[5];
      default -> columns[0] + " " + columns[4];
    };
  }

  static String answer(Verdict verdict) {
    String source =
        switch (verdict.page()) {
          case ResolvedPage.Host _ -> "ram";
          case ResolvedPage.Peer peer -> peer.provider().toString();
          case ResolvedPage.Nowhere(var why) -> why;
        };
    return switch (verdict.mapping()) {
      case Mapping.Failed(var errno, _) -> source + " error " + errno;
      case Mapping.Undecided(var reason) -> source + " undecided " + reason.code();
      case Mapping.Programmed(var how, var address, _) ->
          source
              + " "
              + how.spelling()
              + address.ifKnown().map(known -> " " + Hex.of(known.value())).orElse("");
    };
  }
}

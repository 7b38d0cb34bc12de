package io.peerscope.engine.verdict;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.PlatformBuilder;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.address.HostPhysicalAddress;
import io.peerscope.engine.address.Iova;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.dma.DmaTarget;
import io.peerscope.engine.dma.Hazard;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.isolation.IommuGroups;
import io.peerscope.engine.platform.BarAddresses;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.ClientDevice;
import io.peerscope.engine.policy.JointDistance;
import io.peerscope.engine.policy.LinuxP2pdma;
import io.peerscope.engine.policy.MapTypeCache;
import io.peerscope.engine.policy.P2pDecision;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.policy.PeerMemory;
import io.peerscope.engine.policy.PeerMemoryAttribute;
import io.peerscope.engine.policy.ProviderSearch;
import io.peerscope.engine.topology.PciFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbered questions about the reference machine, each with what the kernel's code answers.
///
/// Where no kernel is named it is that of the maintainers' tree; a question about a pair is then
/// asked of 6.1 and of the newest release as well, with the same answer.
class KernelVectorsTest {

  /// The numbers that stand in no table, and why.
  private static final Map<Integer, String> NOT_HERE =
      Map.ofEntries(
          Map.entry(46, "a root bus without any function has no root port either, so no D"),
          Map.entry(73, "IOMMU groups: IommuGroupsTest"),
          Map.entry(74, "IOMMU groups: IommuGroupsTest"),
          Map.entry(75, "IOMMU groups: IommuGroupsTest"),
          Map.entry(77, "kernel arguments: KernelBootTest"),
          Map.entry(78, "kernel arguments: KernelBootTest"));

  private static final String QUESTIONS =
      """
       1 | A <- A     |                                              | BUS 0
       2 | A <- A     | acs A=04                                     | NO 0
       2 | A <- A     | acs A=04; cpu AuthenticAMD/0x17              | THRU 0
       3 | C0 <- C1   |                                              | BUS 2
       4 | C0 <- C1   | acs DP2=1d                                   | NO 2
       5 | C0 <- C1   | acs C1=04                                    | NO 2
       6 | A <- B     |                                              | BUS 4
       7 | A <- B     | acs RP1=1d                                   | BUS 4
       8 | A <- B     | acs DP0=04                                   | NO 4
       9 | A <- B     | acs DP1=08                                   | NO 4
      10 | A <- B     | acs DP1=20                                   | NO 4
      10 | A <- B     | kernel proposed-acs-egress; acs DP1=20; vector DP1=00; port DP0=0 | BUS 4
      11 | A <- B     | acs DP1=13                                   | BUS 4
      12 | A <- B     | acs USP=04                                   | NO 4
      13 | A <- B     | acs DP0=1d; acs DP1=1d; cpu AuthenticAMD/23  | THRU 4
      14 | A <- B     | acs DP0=1d; acs DP1=1d; id H=8086:2f00       | THRU 4
      15 | A <- E     |                                              | BUS 6
      16 | E <- F     |                                              | BUS 4
      17 | E <- B     | acs DP3=04                                   | NO 6
      18 | E <- F     | acs DP3=04                                   | BUS 4
      19 | A <- D     |                                              | NO 6
      20 | A <- D     | id H=8086:09a2                               | THRU 6
      21 | A <- D     | id H=8086:3c00                               | THRU 6
      22 | A <- G     | id H=8086:3c00; id H1=8086:3c00              | NO 6
      23 | A <- G     | no H; id RP1=8086:2030; no H1; id RP5=8086:2033 | THRU 6
      23 | A <- G     | kernel 5.18; no H; id RP1=8086:2030; no H1; id RP5=8086:2033 | NO 6
      24 | A <- G     | id H=8086:09a2; id H1=8086:3456              | NO 6
      25 | A <- G     | cpu AuthenticAMD/0x17                        | THRU 6
      25 | A <- G     | cpu AuthenticAMD/0x19                        | THRU 6
      25 | A <- G     | cpu AuthenticAMD/0x1a                        | THRU 6
      26 | A <- G     | cpu AuthenticAMD/0x16                        | NO 6
      27 | A <- G     | cpu HygonGenuine/0x18                        | NO 6
      28 | M0 <- M1   |                                              | BUS 2
      29 | M0 <- M1   | acs RP3=1d                                   | NO 2
      30 | R <- R2    |                                              | NO 2
      31 | R <- A     | id H=8086:09a2                               | THRU 5
      32 | R <- R2    | no H; rciep X; id X=8086:0b25                | NO 2
      33 | Av1 <- Av2 |                                              | BUS 2
      34 | Av1 <- A   |                                              | BUS 2
      35 | Av1 <- B   |                                              | BUS 4
      36 | A <- DMA   |                                              | BUS 4
      37 | A <- DMA   | acs RP1=1d                                   | NO 4
      38 | P1 <- P2   |                                              | BUS 2
      39 | V1 <- V2   | id V1rp=8086:2030                            | THRU 4
      40 | V1 <- V2   | id V1rp=8086:352a                            | NO 4
      41 | V1 <- A    | id H=8086:09a2; id V1rp=8086:352a            | NO 6
      42 | V1 <- A    | cpu AuthenticAMD/0x17                        | THRU 6
      43 | A <- D     | kernel maintainer; id H=1ae0:abcd            | THRU 6
      43 | A <- D     | kernel 7.1; id H=1ae0:abcd                   | THRU 6
      43 | A <- D     | kernel 7.0; id H=1ae0:abcd                   | NO 6
      44 | A <- D     | kernel maintainer; no H; id RP1=10de:2f95    | THRU 6
      44 | A <- D     | kernel 7.2; no H; id RP1=10de:2f95           | NO 6
      45 | A <- G     | kernel maintainer; id H=1d17:1008; id H1=1d17:1008 | THRU 6
      45 | A <- G     | kernel maintainer; id H=1d17:1007; id H1=1d17:1007 | NO 6
      45 | A <- D     | kernel maintainer; id H=1d17:1007            | THRU 6
      47 | A <- D     | no H; rciep X; id X=8086:2030                | NO 6
      48 | A <- D     | id H=8086:4c43                               | NO 6
      49 | RP1 <- A   |                                              | BUS 3
      49 | DP0 <- B   |                                              | BUS 3
      50 | A <- B     | acs A=40                                     | BUS 4
      50 | A <- B     | acs DP0=40; acs DP1=02                       | BUS 4
      51 | A <- B     | kernel 4.20; acs DP0=1d; acs DP1=1d; cpu AuthenticAMD/0x17 | NO 4
      51 | A <- B     | kernel 4.20; acs DP0=1d; acs DP1=1d; id H=8086:2f00 | NO 4
      51 | A <- D     | kernel 4.20; id H=8086:09a2                  | NO 6
      51 | A <- G     | kernel 4.20; cpu AuthenticAMD/0x17           | NO 6
      52 | A <- D     | kernel 5.2; id H=1022:1450; iommu off        | THRU 4102
      52 | A <- D     | kernel 5.2; id H=1022:1450; iommu translated | NO 6
      53 | A <- D     | kernel 5.4; id H=1022:1480; cpu AuthenticAMD/0x17 | NO 6
      53 | A <- D     | kernel 5.9; id H=1022:1480; cpu AuthenticAMD/0x17 | THRU 6
      54 | A <- B,D,E | id H=8086:09a2                               | 16
      54 | A <- B,D,E |                                              | -1
      54 | A <-       |                                              | -1
      54 | A <- platform | id H=8086:09a2                            | -1
      55 | A,F find B,E |                                            | A,F 10
      55 | A find B,E |                                              | A 10
      55 | find B,E   |                                              | none
      56 | B maps A   | bar A=200000000000                           | bus 0x200000001000
      57 | B maps A   | bar A=200000000000; iommu translated; acs DP0=11; acs DP1=11 | bus 0x200000001000
      58 | B maps A   | bar A=200000000000; iommu translated; acs DP0=1d; acs DP1=1d; id H=8086:09a2 | translated ?
      59 | B maps A   | bar A=200000000000; iommu passthrough; acs DP0=1d; acs DP1=1d; id H=8086:09a2; mask B=ffffffffffffffff | direct 0x200000001000
      59 | B maps A   | bar A=200000000000; acs DP0=1d; acs DP1=1d; id H=8086:09a2; mask B=ffffffffffffffff | direct 0x200000001000
      60 | D maps A   |                                              | EREMOTEIO
      61 | B maps A   | firmware generic; cpu POWER9/1; bar A=90001000; window 00=3fe000000000=80000000=40000000 | bus 0x90002000
      61 | B maps A   | kernel 5.19; firmware PowerNV; cpu POWER9/1; bar A=90001000; window 00=3fe000000000=80000000=40000000 | bus 0x7fbf90002000 historic-offset-sign
      61 | B maps A   | cpu POWER9/1; bar A=90001000; window 00=3fe000000000=80000000=40000000; firmware PowerNV | unsupported
      61 | B maps A   | cpu POWER9/1; bar A=90001000; window 00=3fe000000000=80000000=40000000 | ? platform-unknown
      62 | B maps A   | cpu BCM2711/1; bar A=c00ff000; window 00=600000000=c0000000=40000000 | bus 0xc0100000
      63 | V1 maps V1 | bar V1=200000fff000; window 10000:e0=c0000000=200000000000=2000000 | bus 0x200001000000
      64 | offsets A  | cpu POWER9/1; bar A=90000000; bar2 A=600000000000; window 00=3fe000000000=80000000=40000000; window 00=600000000000=600000000000=10000000 | 0xffff_c020_8000_0000 0x0
      65 | B maps A   | bar A=200000000000; mask B=ffffffff          | bus 0x200000001000 address-exceeds-mask
      66 | D maps A   | id H=8086:09a2; mask D=ffffffff              | EIO
      67 | D maps A   | id H=8086:09a2; iommu swiotlb-force          | EIO
      69 | A <- below-B |                                            | 4
      69 | B-below maps-page-of A |                                  | NO
      70 | attribute 0 |                                             | 0
      70 | attribute 1 |                                             | 1
      70 | attribute 0\\n |                                          | 0
      70 | attribute 1\\n |                                          | 1
      70 | attribute y |                                             | 1
      70 | attribute off |                                           | 0
      70 | attribute 0000:03:00.0 |                                  | ENODEV
      70 | attribute 0000:99:00.0 |                                  | ENODEV
      70 | attribute 0000:04:00.0 |                                  | 0000:04:00.0
      70 | attribute 10 |                                            | ENODEV
      70 | attribute maybe |                                         | ENODEV
      71 | B user-maps host:0x5000 at 200000000000 | bar A=200000000000; iommu translated | translated 0x200000000000 iova-overlaps-peer-bar
      72 | B user-maps 03:00.0 at 100000000 | bar A=200000000000; iommu translated; acs DP0=1d; acs DP1=1d | translated 0x100000000
      76 | V1 V2 grouped-with R | id R=8086:28c0; iommu translated    | together
      80 | B maps G   | firmware power-store-only; mask B=ffffffffffffffff | translated ?
      80 | B reads G  | firmware power-store-only                    | EREMOTEIO store-only-read
      79 | A <- B     | acs DP1=24                                   | NO 4
      79 | A <- B     | acs DP1=24; id H=8086:09a2                   | THRU 4
      """;

  @ParameterizedTest(name = "{0}: {1} with {2}")
  @CsvSource(delimiter = '|', textBlock = QUESTIONS)
  void answersAsTheKernel(int number, String question, String settings, String expected) {
    String given = settings == null ? "" : settings;
    if (given.contains("kernel")) {
      assertThat(answer(machine(given), question)).isEqualTo(expected);
      return;
    }
    for (String kernel : List.of("maintainer", "6.1", "7.2")) {
      assertThat(answer(machine(given).kernel(kernel), question)).as(kernel).isEqualTo(expected);
    }
  }

  private static String answer(PlatformBuilder builder, String question) {
    Platform platform = builder.build();
    String[] words = question.split(" ", -1);
    if (words[0].equals("attribute")) {
      return PeerMemoryAttribute.parse(
              words[1].replace("\\n", "\n"), platform.topology(), List.of(at(name("B"))))
          .toString();
    }
    if (words[0].equals("offsets")) {
      return offsets(platform, at(name(words[1])));
    }
    if (words[0].equals("find")) {
      return find(platform, List.of(), words[1]);
    }
    if (words.length > 2 && words[2].equals("grouped-with")) {
      return grouped(platform, List.of(words[0], words[1], words[3]));
    }
    return switch (words[1]) {
      case "reads" -> mapped(platform, words[0], words[2], Operation.READ);
      case "user-maps" -> userMapped(platform, words);
      case "find" -> find(platform, Arrays.asList(words[0].split(",", -1)), words[2]);
      case "maps" -> mapped(platform, words[0], words[2], Operation.WRITE);
      case "maps-page-of" -> mappedForChild(platform, words[2]);
      default -> words.length == 2 ? distance(platform, words[0], "") : pair(platform, words);
    };
  }

  private static String pair(Platform platform, String[] words) {
    if (words[2].contains(",") || words[2].startsWith("below") || words[2].equals("platform")) {
      return distance(platform, words[0], words[2]);
    }
    String answer = decide(platform, words[0], words[2]);
    assertThat(decide(platform, words[2], words[0])).as("mirrored").isEqualTo(answer);
    return answer;
  }

  private static String decide(Platform platform, String provider, String client) {
    P2pDecision decision = new LinuxP2pdma(platform).decide(at(name(provider)), at(name(client)));
    return word(decision.type()) + " " + decision.distance().map(String::valueOf).orElse("?");
  }

  private static String word(Fact<P2pMapType> type) {
    return switch (type) {
      case Fact.Known<P2pMapType>(var known, _) ->
          switch (known) {
            case BUS_ADDR -> "BUS";
            case THRU_HOST_BRIDGE -> "THRU";
            case NOT_SUPPORTED -> "NO";
          };
      case Fact.Unknown<P2pMapType> _ -> "?";
    };
  }

  private static List<ClientDevice> clients(String names) {
    return Arrays.stream(names.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(name ->
            switch (name) {
              case "platform" -> ClientDevice.elsewhere("a platform device");
              case "below-B" -> ClientDevice.below(at(name("B")), "a disk below B");
              default -> ClientDevice.function(at(name(name)));
            })
        .toList();
  }

  private static String distance(Platform platform, String provider, String clients) {
    return switch (JointDistance.of(
        new LinuxP2pdma(platform), at(name(provider)), clients(clients))) {
      case JointDistance.Steps(int total) -> String.valueOf(total);
      case JointDistance.Refused _ -> "-1";
      case JointDistance.Undetermined _ -> "?";
    };
  }

  private static String find(Platform platform, List<String> published, String clients) {
    List<PeerMemory> providers =
        published.stream().map(name -> PeerMemory.published(at(name(name)))).toList();
    ProviderSearch.Result result =
        ProviderSearch.find(new LinuxP2pdma(platform), providers, clients(clients));
    if (result.distance().isEmpty()) {
      return "none";
    }
    return published.stream()
            .filter(name -> result.closest().contains(at(name(name))))
            .collect(Collectors.joining(","))
        + " "
        + result.distance().getAsInt();
  }

  private static String mappedForChild(Platform platform, String provider) {
    MapTypeCache.Mapped mapped =
        MapTypeCache.empty()
            .map(
                new LinuxP2pdma(platform),
                at(name(provider)),
                ClientDevice.below(at(name("B")), "a disk below B"));
    return word(((MapTypeCache.Lookup.Found) mapped.lookup()).type());
  }

  /// A page 0x1000 behind the start of BAR 0, as mainline maps it.
  private static String mapped(
      Platform platform, String client, String provider, Operation operation) {
    var target =
        new DmaTarget.FunctionMemory(at(name(provider)), java.util.OptionalInt.empty(), 0x1000);
    Verdict verdict = judge(platform, DmaRequest.page(at(name(client)), target, operation));
    return operation == Operation.READ
        ? mapping(verdict) + " " + policyCode(verdict)
        : mapping(verdict);
  }

  /// As a VFIO user who chose the address has it mapped, which no policy is asked about.
  private static String userMapped(Platform platform, String[] words) {
    DmaTarget target = DmaTarget.parse(words[2]).orElseThrow();
    DmaRequest request = DmaRequest.page(at(name(words[0])), target, Operation.WRITE);
    Verdict verdict = judge(platform, request.at(new Iova(Long.parseUnsignedLong(words[4], 16))));
    assertThat(verdict.gates().get(Gate.POLICY)).isEqualTo(new GateResult.NotAsked());
    return mapping(verdict);
  }

  private static Verdict judge(Platform platform, DmaRequest request) {
    return new Judge(platform, TranslatorPlacement.Named.NONE).judge(request);
  }

  private static String policyCode(Verdict verdict) {
    return verdict.gates().get(Gate.POLICY) instanceof GateResult.Refused(var reasons)
        ? reasons.getFirst().code()
        : "not refused";
  }

  private static String mapping(Verdict verdict) {
    String mapping =
        switch (verdict.mapping()) {
          case Mapping.Programmed(var how, var address, _) ->
              how.spelling() + " " + address.ifKnown().map(a -> Hex.of(a.value())).orElse("?");
          case Mapping.Failed(var errno, _) -> errno;
          case Mapping.Undecided(var reason) -> "? " + reason.code();
        };
    return verdict.hazards().stream()
        .map(Hazard::code)
        .reduce(mapping, (text, code) -> text + " " + code);
  }

  private static String grouped(Platform platform, List<String> names) {
    List<PciAddress> members = names.stream().map(name -> at(name(name))).toList();
    return IommuGroups.predict(platform).groups().values().stream()
            .anyMatch(group -> group.containsAll(members))
        ? "together"
        : "apart";
  }

  private static String offsets(Platform platform, PciAddress address) {
    PciFunction function = platform.topology().at(address);
    var addresses = new BarAddresses(platform);
    return function.bars().stream()
        .map((Bar bar) -> addresses.busOffset(function, bar))
        .map(offset -> offset.ifKnown().map(Hex::grouped).orElse("?"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void vector68RemembersARefusalUntilTheDistanceIsAskedAgain() {
    ClientDevice b = ClientDevice.function(at(name("B")));
    PciAddress a = at(name("A"));
    var refusing = new LinuxP2pdma(machine("acs DP0=04").build());
    var cleared = new LinuxP2pdma(machine().build());

    MapTypeCache first = MapTypeCache.empty().map(refusing, a, b).after();
    MapTypeCache.Mapped stale = first.map(cleared, a, b);
    MapTypeCache asked = stale.after().afterDistance(cleared, a, List.of(b), false);

    assertThat(typeOf(stale)).isEqualTo("NO");
    assertThat(typeOf(asked.map(cleared, a, b))).isEqualTo("BUS");
  }

  /// A is where the IOVA is taken to: BAR 0 at 2000_0010_0000.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                                            | refused iova-inside-peer-window
          acs DP0=04; acs DP1=04; acs RP1=10                | allowed routed-to-root-complex
          acs DP0=1d; acs DP1=1d; acs RP1=1d                | allowed routed-to-root-complex
          acs DP0=04; acs DP1=04                            | undetermined upstream-forwarding
          ?acs DP1; acs RP1=10                              | undetermined acs-unknown
          """)
  void vector71DeliversAnIovaToThePeerThatItIsInsideOf(String settings, String expected) {
    Platform platform = machine("iommu translated; " + (settings == null ? "" : settings)).build();
    var request =
        new DmaRequest(
            at(name("B")),
            new DmaTarget.HostMemory(new HostPhysicalAddress(0x10_0000)),
            Operation.WRITE,
            4096,
            Fact.unknown("not told"),
            Optional.of(new Iova(0x2000_0010_0000L)));

    Verdict verdict = new Judge(platform, TranslatorPlacement.Named.NONE).judge(request);
    GateResult gate = Optional.ofNullable(verdict.gates().get(Gate.ROUTING)).orElseThrow();
    List<DmaStep> steps = verdict.steps();

    assertThat(spelled(gate)).isEqualTo(expected);
    if (gate instanceof GateResult.Refused) {
      assertThat(steps.getLast().at()).hasToString("0000:03:00.0");
      assertThat(steps.getLast().decision())
          .isEqualTo(
              "misrouted: 0000:03:00.0 takes it, for its BAR 0 holds the address, and no device was"
                  + " meant");
    }
  }

  private static String spelled(GateResult gate) {
    return switch (gate) {
      case GateResult.Allowed(var reasons) -> "allowed " + reasons.getFirst().code();
      case GateResult.Refused(var reasons) -> "refused " + reasons.getFirst().code();
      case GateResult.Undetermined(var reasons) -> "undetermined " + reasons.getFirst().code();
      case GateResult.NotAsked _ -> "not asked";
    };
  }

  private static String typeOf(MapTypeCache.Mapped mapped) {
    return switch (mapped.lookup()) {
      case MapTypeCache.Lookup.Found(var type) -> word(type);
      case MapTypeCache.Lookup.NeverAsked(var reason) -> reason.code();
      case MapTypeCache.Lookup.NotLookedUp(var reason) -> reason.code();
    };
  }

  @Test
  void everyNumberIsAskedOrSaysWhyNot() {
    List<Integer> asked =
        QUESTIONS.lines().map(line -> Integer.valueOf(line.split("\\|", -1)[0].strip())).toList();

    assertThat(IntStream.rangeClosed(1, 80).filter(number -> number != 68 && number != 71).boxed())
        .allMatch(number -> asked.contains(number) != NOT_HERE.containsKey(number));
  }
}

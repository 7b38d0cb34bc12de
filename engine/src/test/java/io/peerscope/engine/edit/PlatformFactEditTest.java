package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.aBlankPage;
import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.bus;
import static io.peerscope.engine.edit.Editing.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.edit.PlatformFactEdit.RemoveScenario;
import io.peerscope.engine.edit.PlatformFactEdit.RenameScenario;
import io.peerscope.engine.edit.PlatformFactEdit.SaveScenario;
import io.peerscope.engine.edit.PlatformFactEdit.SetCpu;
import io.peerscope.engine.edit.PlatformFactEdit.SetFirmware;
import io.peerscope.engine.edit.PlatformFactEdit.SetHostBridgeWindows;
import io.peerscope.engine.edit.PlatformFactEdit.SetInbound;
import io.peerscope.engine.edit.PlatformFactEdit.SetIommu;
import io.peerscope.engine.edit.PlatformFactEdit.SetKernel;
import io.peerscope.engine.edit.PlatformFactEdit.SetMemory;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.HostBridgeWindow;
import io.peerscope.engine.platform.InboundRange;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.MemoryRange;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.platform.Scenario;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for the whole machine is set, and nothing else changes with it.
class PlatformFactEditTest {

  private static final long GIB = 1L << 30;

  private final Platform machine = aBlankPage().socket(0).socket(0x80).rootPort(0, 1).platform();

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static HostBridgeWindow window(int rootBus, long address) {
    AddressRange range = AddressRange.ofSize(address, GIB);
    return new HostBridgeWindow(bus(rootBus), range, range, new EditedByHand());
  }

  private static InboundRange inbound(int rootBus, long address) {
    AddressRange range = AddressRange.ofSize(address, GIB);
    return new InboundRange(bus(rootBus), range, range, new EditedByHand());
  }

  private static MemoryRange memory(long address) {
    return new MemoryRange(
        AddressRange.ofSize(address, GIB), MemoryRange.Kind.RAM, new EditedByHand());
  }

  static Stream<Arguments> facts() {
    Fact<Cpu> cpu = byHand(new Cpu("AuthenticAMD", 0x19));
    Fact<KernelVersion> kernel = byHand(new KernelVersion(6, 9));
    Fact<IommuMode> iommu = byHand(IommuMode.PASSTHROUGH);
    Fact<String> firmware = byHand("a board");
    Fact<Cpu> unknown = Fact.unknown("nobody looked");
    return Stream.of(
        fact("set processor", new SetCpu(cpu), Platform::cpu, cpu),
        fact("set processor", new SetCpu(unknown), Platform::cpu, unknown),
        fact("set kernel", new SetKernel(kernel), Platform::kernel, kernel),
        fact("set IOMMU", new SetIommu(iommu), Platform::iommu, iommu),
        fact("set platform", new SetFirmware(firmware), Platform::firmware, firmware),
        fact(
            "set memory",
            new SetMemory(List.of(memory(GIB))),
            Platform::memory,
            List.of(memory(GIB))),
        fact("set memory", new SetMemory(List.of()), Platform::memory, List.of()),
        fact(
            "set what devices below 0000:00 reach",
            new SetInbound(bus(0), List.of(inbound(0, GIB))),
            Platform::inbound,
            List.of(inbound(0, GIB))));
  }

  private static Arguments fact(
      String words, PlatformFactEdit edit, Function<Platform, Object> part, Object value) {
    return arguments(words, edit, part, value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void factBecomesWhatItIsSetTo(
      String words, PlatformFactEdit edit, Function<Platform, Object> part, Object value) {
    Editing editing = on(machine).make(edit);

    assertThat(edit.verb()).isEqualTo(words);
    assertThat(editing.last().name()).isEqualTo(words);
    assertThat(part.apply(editing.platform())).isEqualTo(value);
    assertThat(editing.platform().topology()).isSameAs(machine.topology());
    assertThat(editing.platform().windows()).isEqualTo(machine.windows());
  }

  @Test
  void windowsOfAnotherHostBridgeStay() {
    Editing editing =
        on(machine.withWindows(List.of(window(0, GIB), window(0x80, 4 * GIB))))
            .make(
                new SetHostBridgeWindows(bus(0), List.of(window(0, 8 * GIB), window(0, 16 * GIB))));

    assertThat(editing.platform().windows())
        .containsExactlyInAnyOrder(window(0x80, 4 * GIB), window(0, 8 * GIB), window(0, 16 * GIB));
    assertThat(editing.last().name()).isEqualTo("set windows of host bridge 0000:00");
  }

  @Test
  void windowOfAnotherHostBridgeIsRefused() {
    assertThat(
            on(machine).refusalOf(new SetHostBridgeWindows(bus(0), List.of(window(0x80, 4 * GIB)))))
        .isEqualTo("a window of 0000:80 is not one of 0000:00");
  }

  @Test
  void whatDevicesBelowAnotherHostBridgeReachStays() {
    Editing editing =
        on(machine)
            .make(new SetInbound(bus(0), List.of(inbound(0, 0))))
            .make(new SetInbound(bus(0x80), List.of(inbound(0x80, GIB))))
            .make(new SetInbound(bus(0), List.of(inbound(0, 2 * GIB))));

    assertThat(editing.platform().inbound())
        .containsExactlyInAnyOrder(inbound(0x80, GIB), inbound(0, 2 * GIB));
    assertThat(editing.make(new SetInbound(bus(0), List.of())).platform().inbound())
        .as("every address again")
        .containsExactly(inbound(0x80, GIB));
  }

  private static Scenario scenario(String name, long size) {
    var piece = new Scenario.Piece("host:0x1000", size);
    var transfer = new Scenario.Transfer(at("00:01.0"), "read", List.of(piece));
    return new Scenario(name, List.of(transfer), Scenario.Circumstances.asTold());
  }

  private Editing withScenarios(String... names) {
    Editing editing = on(machine);
    for (String name : names) {
      editing.make(new SaveScenario(scenario(name, 1)));
    }
    return editing;
  }

  private static List<String> names(Editing editing) {
    return editing.platform().scenarios().stream().map(Scenario::name).toList();
  }

  @Test
  void scenarioIsKeptBehindTheOthers() {
    Editing editing = withScenarios("copy", "burst");

    assertThat(names(editing)).containsExactly("copy", "burst");
    assertThat(editing.last().name()).isEqualTo("save scenario 'burst'");
  }

  @Test
  void scenarioOfTheSameNameIsReplacedInItsPlace() {
    Editing editing =
        withScenarios("copy", "burst", "last").make(new SaveScenario(scenario("burst", 4096)));

    assertThat(editing.platform().scenarios())
        .containsExactly(scenario("copy", 1), scenario("burst", 4096), scenario("last", 1));
  }

  @Test
  void scenarioIsForgotten() {
    Editing editing = withScenarios("copy", "burst").make(new RemoveScenario("copy"));

    assertThat(names(editing)).containsExactly("burst");
    assertThat(editing.last().name()).isEqualTo("forget scenario 'copy'");
  }

  @Test
  void scenarioGetsAnotherNameAndKeepsItsPlace() {
    Editing editing = withScenarios("copy", "burst").make(new RenameScenario("copy", "read"));

    assertThat(editing.platform().scenarios())
        .containsExactly(scenario("read", 1), scenario("burst", 1));
    assertThat(editing.last().name()).isEqualTo("rename scenario 'copy' to 'read'");
  }

  @ParameterizedTest
  @CsvSource({
    "copy,burst,there is a scenario 'burst' already",
    "copy,copy,there is a scenario 'copy' already",
    "copy,'',a scenario needs a name",
    "copy,'  ',a scenario needs a name",
  })
  void nameThatCannotBeIsRefused(String name, String newName, String sentence) {
    assertThat(withScenarios("copy", "burst").refusalOf(new RenameScenario(name, newName)))
        .isEqualTo(sentence);
  }

  @Test
  void scenarioThatIsNotThereIsNotForgotten() {
    assertThat(withScenarios("copy").refusalOf(new RemoveScenario("burst")))
        .isEqualTo("there is no scenario 'burst'");
  }
}

package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.aBlankPage;
import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.bus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.peerscope.engine.address.AddressRange;
import io.peerscope.engine.address.BusAddress;
import io.peerscope.engine.config.BarKind;
import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.WindowKind;
import io.peerscope.engine.edit.PlatformFactEdit.SetHostBridgeWindows;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.HostBridgeWindow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What no register can hold is refused, in words that say which number is wrong.
class RefusalTest {

  private static final long GIB = 1L << 30;

  private static Editing oneCard() {
    return aBlankPage()
        .socket(0)
        .rootPort(0, 1)
        .addSwitch("00:01.0", 4)
        .add("nic-connectx-7", "02:00.0");
  }

  private static <T> Fact<T> byHand(T value) {
    return Fact.known(value, new EditedByHand());
  }

  private static SetBar bar(String function, int index, BarKind kind, long size, long address) {
    return new SetBar(
        at(function), index, kind, false, byHand(size), byHand(new BusAddress(address)));
  }

  private static SetWindow window(String function, WindowKind kind, long first, long last) {
    return new SetWindow(at(function), kind, byHand(Optional.of(new AddressRange(first, last))));
  }

  private static SetBuses buses(String function, int secondary, int subordinate) {
    return new SetBuses(
        at(function), byHand(new BridgeBuses(at(function).bus(), secondary, subordinate)));
  }

  private static HostBridgeWindow hostWindow(int rootBus, long cpu, long bus, long busSize) {
    return new HostBridgeWindow(
        bus(rootBus),
        AddressRange.ofSize(cpu, GIB),
        AddressRange.ofSize(bus, busSize),
        new EditedByHand());
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        arguments(
            bar("02:01.0", 2, BarKind.MEMORY_32, 0x1000, 0),
            "0000:02:01.0 has BAR registers 0 to 1; a 64-bit BAR takes two of them"),
        arguments(
            bar("03:00.0", 5, BarKind.MEMORY_64, 0x1000, 0),
            "0000:03:00.0 has BAR registers 0 to 5; a 64-bit BAR takes two of them"),
        arguments(
            bar("03:00.0", 1, BarKind.MEMORY_32, 0x1000, 0),
            "BAR 1 of 0000:03:00.0 is half of a 64-bit BAR"),
        arguments(
            bar("03:00.0", 4, BarKind.MEMORY_32, 0x1800, 0),
            "a BAR decodes a power of two of at least 16 bytes, not 6 KiB"),
        arguments(
            bar("03:00.0", 4, BarKind.IO, 2, 0),
            "a BAR decodes a power of two of at least 4 bytes, not 2 B"),
        arguments(
            bar("03:00.0", 4, BarKind.MEMORY_32, 4 * GIB, 0),
            "a 32-bit BAR decodes at most 2 GiB, not 4 GiB"),
        arguments(
            bar("03:00.0", 4, BarKind.MEMORY_32, 0x1000, 0x9000_0800L),
            "0x90000800 is no multiple of the BAR's size, 4 KiB"),
        arguments(
            bar("03:00.0", 4, BarKind.MEMORY_32, 0x1000, 0x1_0000_0000L),
            "0x100000000 does not fit into a 32-bit BAR"),
        arguments(
            window("03:00.0", WindowKind.MEMORY, 0x9000_0000L, 0x900f_ffffL),
            "0000:03:00.0 (endpoint) is no bridge and has no windows"),
        arguments(
            window("02:01.0", WindowKind.MEMORY, 0x9000_0000L, 0x9007_ffffL),
            "0x90000000-0x9007ffff is not made of whole 1 MiB, which is all that the registers can"
                + " hold"),
        arguments(
            window("02:01.0", WindowKind.IO, 0x1800, 0x2fff),
            "0x1800-0x2fff is not made of whole 4 KiB, which is all that the registers can hold"),
        arguments(
            window("02:01.0", WindowKind.MEMORY, 0x1_0000_0000L, 0x1_000f_ffffL),
            "a memory window ends below 4 GiB"),
        arguments(buses("03:00.0", 4, 4), "0000:03:00.0 (endpoint) is no bridge and has no buses"),
        arguments(
            buses("02:01.0", 2, 2), "02-02 are no buses below bus 02: numbers grow downwards"),
        arguments(
            buses("02:01.0", 9, 8), "09-08 are no buses below bus 02: numbers grow downwards"),
        arguments(buses("02:01.0", 9, 0x100), "a domain has 256 buses"),
        arguments(
            new SetVirtualFunctions(at("02:01.0"), 1), "0000:02:01.0 has no SR-IOV capability"),
        arguments(new ReleaseBar(at("03:00.0"), 5), "0000:03:00.0 has no BAR 5"),
        arguments(
            new SetHostBridgeWindows(bus(0), List.of(hostWindow(0x40, GIB, GIB, GIB))),
            "a window of 0000:40 is not one of 0000:00"),
        arguments(
            new SetHostBridgeWindows(bus(0), List.of(hostWindow(0, GIB, GIB, 2 * GIB))),
            "0x40000000-0x7fffffff and 0x40000000-0xbfffffff differ in length"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatNoRegisterCanHoldIsRefused(PlatformEdit edit, String sentence) {
    assertThat(oneCard().refusalOf(edit)).isEqualTo(sentence);
  }

  @Test
  void windowsOfOneHostBridgeLeaveThoseOfOthers() {
    HostBridgeWindow first = hostWindow(0, GIB, GIB, GIB);
    HostBridgeWindow other = hostWindow(0x40, 2 * GIB, 0, GIB);
    HostBridgeWindow instead = hostWindow(0, 3 * GIB, GIB, GIB);
    Editing editing =
        aBlankPage()
            .make(new SetHostBridgeWindows(bus(0), List.of(first)))
            .make(new SetHostBridgeWindows(bus(0x40), List.of(other)))
            .make(new SetHostBridgeWindows(bus(0), List.of(instead)));

    assertThat(editing.platform().windows()).containsExactlyInAnyOrder(other, instead);
  }
}

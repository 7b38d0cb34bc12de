package io.peerscope.engine.policy;

import static io.peerscope.engine.PlatformBuilder.at;
import static io.peerscope.engine.ReferenceMachine.machine;
import static io.peerscope.engine.ReferenceMachine.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTypeCacheTest {

  private static final PciAddress A = at(name("A"));
  private static final ClientDevice B = ClientDevice.function(at(name("B")));
  private static final ClientDevice D = ClientDevice.function(at(name("D")));

  private static LinuxP2pdma policy(String settings) {
    return new LinuxP2pdma(machine(settings).build());
  }

  private static String answer(MapTypeCache.Mapped mapped) {
    return switch (mapped.lookup()) {
      case MapTypeCache.Lookup.Found(var type) ->
          type.ifKnown().map(P2pMapType::name).orElse("undetermined");
      case MapTypeCache.Lookup.NeverAsked(var reason) -> reason.code();
      case MapTypeCache.Lookup.NotLookedUp(var reason) -> reason.code();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "kernel 4.19,              undetermined",
    "kernel 4.20,              map-looks-at-nothing",
    "kernel 5.4,               map-type-never-asked",
    "kernel 5.19,              map-type-never-asked",
    "kernel 6.0,               BUS_ADDR",
    "kernel 6.0; ?acs DP0,     undetermined"
  })
  void mapsAPairNobodyAskedAboutAsTheKernelDoes(String settings, String expected) {
    assertThat(answer(MapTypeCache.empty().map(policy(settings), A, B))).isEqualTo(expected);
  }

  @Test
  void mapsByTheTypeOfTheLastDistanceCall() {
    LinuxP2pdma policy = policy("kernel 5.4");

    MapTypeCache asked = MapTypeCache.empty().afterDistance(policy, A, List.of(B), false);

    assertThat(answer(asked.map(policy, A, B))).isEqualTo("BUS_ADDR");
  }

  @Test
  void quietDistanceCallEndsAtTheFirstRefusal() {
    LinuxP2pdma policy = policy("kernel 5.4");

    MapTypeCache quiet = MapTypeCache.empty().afterDistance(policy, A, List.of(D, B), false);
    MapTypeCache verbose = MapTypeCache.empty().afterDistance(policy, A, List.of(D, B), true);

    assertThat(answer(quiet.map(policy, A, B))).isEqualTo("map-type-never-asked");
    assertThat(answer(verbose.map(policy, A, B))).isEqualTo("BUS_ADDR");
  }

  @Test
  void distanceCallEndsAtADeviceOutsideOfPci() {
    LinuxP2pdma policy = policy("kernel 5.4");
    List<ClientDevice> clients = List.of(ClientDevice.elsewhere("a platform device"), B);

    assertThat(MapTypeCache.empty().afterDistance(policy, A, clients, true).types()).isEmpty();
  }

  @Test
  void kernelThatLooksUpNothingRemembersNothing() {
    assertThat(
            MapTypeCache.empty().afterDistance(policy("kernel 4.20"), A, List.of(B), true).types())
        .isEmpty();
    assertThat(
            MapTypeCache.empty().afterDistance(policy("kernel 4.19"), A, List.of(B), true).types())
        .isEmpty();
  }

  /// `dev_is_pci()`: a disk below the function is not the function.
  @Test
  void deviceThatIsNoFunctionItselfIsNotSupported() {
    ClientDevice disk = ClientDevice.below(at(name("B")), "nvme0n1");

    assertThat(answer(MapTypeCache.empty().map(policy("kernel 6.0"), A, disk)))
        .isEqualTo("NOT_SUPPORTED");
  }
}

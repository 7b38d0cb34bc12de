package io.peerscope.engine.edit;

import static io.peerscope.engine.edit.Editing.at;
import static io.peerscope.engine.edit.Editing.on;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.Bytes;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.Input;
import io.peerscope.engine.format.PlatformReader;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Capabilities are added, removed and changed byte by byte, and registers never say another thing
/// than the facts.
class SetCapabilitiesTest {

  private static final PciAddress CARD = at("01:00.0");
  private static final int SIZE = 0x200;

  private final Platform machine = machine();
  private final PciFunction card = machine.topology().at(CARD);

  /// An endpoint with power management, PCI Express, ACS with an egress vector, SR-IOV, ARI and an
  /// extended capability that nobody looks into.
  private static Platform machine() {
    byte[] bytes = new byte[SIZE];
    put(bytes, 0x00, "b3152110 06001000 00000002 10000000");
    put(bytes, 0x34, "40");
    put(bytes, 0x40, "01700300 08000000");
    put(bytes, 0x70, "10000200 02800010 10280000 05010000 00000501");
    put(bytes, 0x100, "0d001014 7f081d00 05000000");
    put(bytes, 0x140, "10001018 00000000 00000000 00000800 00000000 01000100 00001e10");
    put(bytes, 0x180, "0e00011c 00000200");
    put(bytes, 0x1c0, "03000100 11223344 55667788");
    var text = new StringBuilder("01:00.0 Ethernet controller [0200]: Vendor Card [15b3:1021]\n");
    for (int row = 0; row < SIZE; row += 16) {
      text.append("%02x:".formatted(row));
      for (int at = row; at < row + 16; at++) {
        text.append(" %02x".formatted(bytes[at] & 0xff));
      }
      text.append('\n');
    }
    byte[] input = text.toString().getBytes(UTF_8);
    return PlatformReader.read(List.of(new Input("card", input))).platform();
  }

  private static void put(byte[] bytes, int at, String hex) {
    byte[] told = HexFormat.of().parseHex(hex.replace(" ", ""));
    System.arraycopy(told, 0, bytes, at, told.length);
  }

  private PciFunction withByte(int offset, int value) {
    return cardOf(on(machine).make(new SetConfigByte(CARD, offset, value)));
  }

  private static PciFunction cardOf(Editing editing) {
    return editing.platform().topology().at(CARD);
  }

  private static <C extends Capability> C find(PciFunction function, Class<C> kind) {
    return function.capabilities().all().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Origin origin(Fact<?> fact) {
    return ((Known<?>) fact).origin();
  }

  private static List<Integer> offsets(PciFunction function) {
    return function.capabilities().all().stream().map(Capability::offset).toList();
  }

  private static UnknownCapability named(int offset) {
    return new UnknownCapability(offset, OptionalInt.of(0x1b), "PASID", Bytes.of(new byte[0]));
  }

  @Test
  void cardHasItsCapabilities() {
    assertThat(offsets(card)).containsExactly(0x40, 0x70, 0x100, 0x140, 0x180, 0x1c0);
  }

  @Test
  void capabilityIsAddedBehindTheOthers() {
    SetCapabilities edit = SetCapabilities.adding(card, SetCapabilitiesTest::named);
    Editing editing = on(machine).make(edit);

    assertThat(offsets(cardOf(editing)))
        .containsExactly(0x40, 0x70, 0x100, 0x140, 0x180, 0x1c0, 0x200);
    assertThat(editing.last().name()).isEqualTo("set capabilities of 01:00.0");
  }

  @Test
  void firstExtendedCapabilityIsWhereTheListBegins() {
    Capabilities few = new Capabilities(List.of(), card.capabilities().standardMissing(), none());
    PciFunction bare = card.withRegisters(few, card.config());

    assertThat(SetCapabilities.adding(bare, SetCapabilitiesTest::named).capabilities().all())
        .extracting(Capability::offset)
        .containsExactly(0x100);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({"0,112", "2,64", "3,64", "5,64"})
  void removedCapabilityIsGoneAndTheOthersStay(int which, int first) {
    Capability gone = card.capabilities().all().get(which);

    PciFunction after = cardOf(on(machine).make(SetCapabilities.removing(card, gone)));

    assertThat(after.capabilities().all())
        .hasSize(5)
        .doesNotContain(gone)
        .isSubsetOf(card.capabilities().all());
    assertThat(offsets(after)).startsWith(first);
  }

  @Test
  void extendedBytesThatWouldStillShowItAreNoLongerTold() {
    Capability acs = find(card, AccessControlServices.class);

    PciFunction after = cardOf(on(machine).make(SetCapabilities.removing(card, acs)));

    assertThat(after.config().has(0x100, 4)).isFalse();
    assertThat(after.config().has(0x40, 4)).isTrue();
    assertThat(after.capabilities().acs().ifKnown()).contains(Optional.empty());
  }

  @Test
  void byteOfARemovedCapabilityChangesNoOther() {
    Capability power = card.capabilities().all().getFirst();
    Editing editing = on(machine).make(SetCapabilities.removing(card, power));
    Capabilities before = cardOf(editing).capabilities();

    PciFunction after = cardOf(editing.make(new SetConfigByte(CARD, 0x44, 0x0b)));

    assertThat(after.capabilities()).isEqualTo(before);
    assertThat(after.config().u8(0x44)).isEqualTo(0x0b);
  }

  @Test
  void byteOfACapabilityThatSomebodyReplacedIsRefused() {
    Capability express = find(card, PciExpress.class);
    Capabilities others = card.capabilities().replace(express, named(express.offset()));
    Editing editing = on(machine).make(new SetCapabilities(CARD, others, card.config()));

    assertThat(editing.refusalOf(new SetConfigByte(CARD, 0x82, 0x03)))
        .isEqualTo("this byte names the capability; it is added and removed as a whole");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "34  | 70 | this byte links the capabilities; a capability is added and removed as a whole",
        "41  | 00 | this byte links the capabilities; a capability is added and removed as a whole",
        "103 | 18 | this byte links the capabilities; a capability is added and removed as a whole",
        "40  | 10 | this byte names the capability; it is added and removed as a whole",
        "100 | 03 | this byte names the capability; it is added and removed as a whole",
        "1c0 | 0d | this byte names the capability; it is added and removed as a whole",
        "72  | 12 | the Device/Port Type of a function comes with its part",
        "150 | 04 | virtual functions are set as a number, because functions come and go with them",
      })
  void byteThatMakesOtherCapabilitiesIsRefused(String offset, String value, String sentence) {
    var edit = new SetConfigByte(CARD, hex(offset), hex(value));

    assertThat(on(machine).refusalOf(edit)).isEqualTo(sentence);
  }

  private static int hex(String digits) {
    return HexFormat.fromHexDigits(digits);
  }

  @Test
  void acsControlBecomesAnotherAndWhatItSupportsKeepsItsOrigin() {
    AccessControlServices acs = find(withByte(0x106, 0x1f), AccessControlServices.class);

    assertThat(acs.control().ifKnown()).contains(0x1f);
    assertThat(origin(acs.control())).isInstanceOf(EditedByHand.class);
    assertThat(acs.supported().ifKnown()).contains(0x087f);
    assertThat(origin(acs.supported())).isInstanceOf(SourcePosition.class);
    assertThat(origin(acs.egressVector())).isInstanceOf(SourcePosition.class);
  }

  @Test
  void egressVectorBecomesAnotherAndTheControlKeepsItsOrigin() {
    AccessControlServices acs = find(withByte(0x108, 0x80), AccessControlServices.class);

    assertThat(acs.egressBit(7)).isEqualTo(AccessControlServices.EgressBit.SET);
    assertThat(acs.egressBit(0)).isEqualTo(AccessControlServices.EgressBit.CLEAR);
    assertThat(origin(acs.egressVector())).isInstanceOf(EditedByHand.class);
    assertThat(origin(acs.control())).isInstanceOf(SourcePosition.class);
  }

  @ParameterizedTest
  @CsvSource({"14e,10", "154,02", "156,02", "15a,1f"})
  void numbersOfVirtualFunctionsBecomeOthersOneByOne(String offset, String value) {
    SingleRootIov before = find(card, SingleRootIov.class);
    SingleRootIov after = find(withByte(hex(offset), hex(value)), SingleRootIov.class);

    assertThat(numbers(after).stream().filter(it -> origin(it) instanceof EditedByHand))
        .singleElement()
        .satisfies(it -> assertThat(it.ifKnown().orElseThrow() & 0xff).isEqualTo(hex(value)));
    assertThat(after.numVfs()).isEqualTo(before.numVfs());
  }

  private static List<Fact<Integer>> numbers(SingleRootIov iov) {
    return List.of(iov.totalVfs(), iov.vfOffset(), iov.vfStride(), iov.vfDevice());
  }

  @Test
  void functionGroupBecomesAnotherAndItsUseKeepsItsOrigin() {
    AlternativeRoutingId ari = find(withByte(0x186, 0x32), AlternativeRoutingId.class);

    assertThat(ari.functionGroup()).isEqualTo(Fact.known(3, new EditedByHand()));
    assertThat(ari.acsGroupsEnabled().ifKnown()).contains(true);
    assertThat(origin(ari.acsGroupsEnabled())).isInstanceOf(SourcePosition.class);
  }

  @ParameterizedTest
  @CsvSource({"44,0b", "1c4,99"})
  void capabilityThatNobodyLooksIntoHasTheByte(String offset, String value) {
    PciFunction after = withByte(hex(offset), hex(value));

    UnknownCapability changed =
        after.capabilities().all().stream()
            .filter(it -> it.offset() == (hex(offset) & ~0xf))
            .map(UnknownCapability.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(changed.bytes().u8(4)).isEqualTo(hex(value));
  }

  @Test
  void byteThatNoCapabilityHoldsChangesNone() {
    assertThat(withByte(0x3c, 0x0b).capabilities()).isSameAs(card.capabilities());
  }

  @Test
  void functionThatIsNotThereHasNoCapabilities() {
    var edit = new SetCapabilities(at("07:00.0"), card.capabilities(), card.config());

    assertThat(on(machine).refusalOf(edit)).isEqualTo("there is no function 0000:07:00.0");
  }
}

package io.peerscope.engine.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.format.document.JsonValue.Items;
import io.peerscope.engine.format.document.JsonValue.Members;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Holds that nothing a document tells is missing from what it was saved as, though more may be
/// there, and some things be spelled otherwise.
record SameMeaning(JsonValue told, JsonValue saved) {

  /// What follows from other facts, and so may change with them; lists that have keys of their own.
  private static final Set<String> CONCLUDED = Set.of("kind", "bus", "capabilities");

  private static final Map<String, String> KEYS =
      Map.of("functions", "address", "openers", "rootBus");

  void check() {
    check("", told, saved);
  }

  private void check(String place, JsonValue one, JsonValue other) {
    switch (one) {
      case Members members -> check(place, members.fields(), other);
      case Items(var values) -> {
        if (place.endsWith("/rows")) {
          assertThat(ConfigRows.decode(other)).as(place).isEqualTo(ConfigRows.decode(one));
        } else {
          check(place, values, ((Items) other).values());
        }
      }
      case JsonValue.Text(var text) ->
          assertThat(plain(((JsonValue.Text) other).text())).as(place).isEqualTo(plain(text));
      case JsonValue.Digits _, JsonValue.Word _ -> assertThat(other).as(place).isEqualTo(one);
    }
  }

  private void check(String place, Map<String, JsonValue> fields, JsonValue other) {
    assertThat(other).as(place).isInstanceOf(Members.class);
    Map<String, JsonValue> found = ((Members) other).fields();
    fields.forEach((name, value) -> {
      String below = place + "/" + name;
      boolean isEmpty = value.equals(new JsonValue.Text("")) || value.equals(new Items(List.of()));
      if (!CONCLUDED.contains(name) && !isEmpty) {
        assertThat(found).as(below).containsKey(name);
        check(below, value, Objects.requireNonNull(found.get(name)));
      }
    });
  }

  private void check(String place, List<JsonValue> values, List<JsonValue> found) {
    assertThat(found).as(place).hasSameSizeAs(values);
    String key = KEYS.get(place.substring(place.lastIndexOf('/') + 1));
    if (key == null) {
      for (int n = 0; n < values.size(); n++) {
        check(place + "/" + n, values.get(n), found.get(n));
      }
      return;
    }
    Map<String, JsonValue> byKey =
        found.stream().collect(Collectors.toMap(each -> key(each, key), Function.identity()));
    assertThat(values).as(place).allSatisfy(each -> assertThat(byKey).containsKey(key(each, key)));
    values.forEach(value ->
        check(
            place + "/" + key(value, key),
            value,
            Objects.requireNonNull(byKey.get(key(value, key)))));
  }

  private static String key(JsonValue value, String field) {
    return plain(
        ((JsonValue.Text) Objects.requireNonNull(((Members) value).fields().get(field))).text());
  }

  private static String plain(String text) {
    return PciAddress.parse(text).map(PciAddress::toString).orElseGet(() -> plainNumber(text));
  }

  private static String plainNumber(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("0x0+(?=[0-9a-f])", "0x");
  }
}

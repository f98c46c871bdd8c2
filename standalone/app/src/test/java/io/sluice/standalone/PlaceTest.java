package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PlaceTest {

  private final Place.Reader reader = new Place.Reader();

  @Test
  void readsWhatTheCommandsPrint() {
    Place place = new Place(new TopicPartition("webhooks.rejected", 2), 170);
    assertThat(reader.convert("webhooks.rejected/2/170")).isEqualTo(place);
    assertThat(reader.convert("webhooks.rejected/2@170")).isEqualTo(place);
    assertThat(place).hasToString("webhooks.rejected/2/170");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "t/0",
        "t/0/",
        "t/-1/3",
        "t/0/1e3",
        "a/b/0/1",
        "t/0/9999999999999999999"
      })
  void saysHowToWriteAPlace(String text) {
    assertThatThrownBy(() -> reader.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("TOPIC/PARTITION/OFFSET");
  }
}

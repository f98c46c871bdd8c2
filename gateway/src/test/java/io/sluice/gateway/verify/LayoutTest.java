package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void aWholeLineIsTheSignatureAfterItsPrefix() {
    Layout layout = new Layout.Whole("sha256=");

    assertThat(layout.signatures("sha256=ab")).containsExactly("ab");
    assertThat(layout.signatures("SHA256=ab")).isEmpty();
    assertThat(layout.signatures("sha1=ab")).isEmpty();
    assertThat(layout.signatures("")).isEmpty();
    assertThat(new Layout.Whole("").signatures("ab")).containsExactly("ab");
    assertThat(layout.write("ab")).isEqualTo("sha256=ab");
  }

  @Test
  void aListHasSeveralSignaturesAfterTheirPrefix() {
    Layout layout = new Layout.Listed(',', "v1:");

    assertThat(layout.signatures("v1:ab, v2:no,\tv1:cd")).containsExactly("ab", "cd");
    assertThat(layout.items("v1:ab", "v1")).isEmpty();
    assertThat(layout.write("ab")).isEqualTo("v1:ab");
  }

  @Test
  void itemsMayRepeatAndOthersArePassedOver() {
    Layout layout = new Layout.Items("v1", ',', '=');
    String line = "t=1,v2=no,v1=ab,foo=bar,v1=cd,baz,v10=no,V1=no";

    assertThat(layout.signatures(line)).containsExactly("ab", "cd");
    assertThat(layout.items(line, "t")).containsExactly("1");
    assertThat(layout.items("t=1,v1=ab,t=2", "t")).containsExactly("1", "2");
    assertThat(layout.write("ab")).isEqualTo("v1=ab");
  }

  @Test
  void theNameOfAnItemEndsAtTheFirstJoint() {
    assertThat(new Layout.Items("a=b", ',', '=').signatures("a=b=ab")).isEmpty();
    assertThat(new Layout.Items("a", ',', '=').signatures("a=b=ab")).containsExactly("b=ab");
  }

  @Test
  void itemsMayHaveBlanksAroundThemAndEqualsSignsInside() {
    Layout layout = new Layout.Items("v1", ',', '=');

    assertThat(layout.signatures("t=1, v1=ab==\t,v1=cd")).containsExactly("ab==", "cd");
    assertThat(layout.signatures("v1 =ab")).isEmpty();
    assertThat(layout.signatures("=ab")).isEmpty();
    assertThat(layout.signatures("\u001fv1=ab")).isEmpty();
  }

  @Test
  void versionsAreSeparatedByBlanks() {
    Layout layout = new Layout.Items("v1", ' ', ',');

    assertThat(layout.signatures("v9,x v1a,no v1,ab== v1,cd")).containsExactly("ab==", "cd");
    assertThat(layout.signatures("v1,ab, v1,cd")).containsExactly("ab,", "cd");
    assertThat(layout.signatures("ab")).isEmpty();
    assertThat(layout.write("ab")).isEqualTo("v1,ab");
  }
}

package org.countersign.tenancy.vendor;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.Locale;
import org.countersign.platform.InvalidInputException;

/**
 * An amount, to the cent.
 *
 * @param currency ISO 4217, three letters
 */
public record Money(
        @NotNull @DecimalMin("0") @Digits(integer = 10, fraction = 2) BigDecimal amount,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

    /**
     * As people and programs write it: digits, and two places at most after a point.
     *
     * @throws InvalidInputException for anything else
     */
    public static Money of(String amount, String currency) {
        if (!amount.strip().matches("[0-9]{1,10}([.][0-9]{1,2})?")) {
            throw new InvalidInputException("amount", "money.refused.amount");
        }
        if (!currency.strip().matches("[A-Za-z]{3}")) {
            throw new InvalidInputException("currency", "money.refused.currency");
        }
        return new Money(
                new BigDecimal(amount.strip()).setScale(2),
                currency.strip().toUpperCase(Locale.ROOT));
    }

    /** The amount alone. */
    public String figure() {
        return amount.toPlainString();
    }
}

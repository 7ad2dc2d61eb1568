package org.countersign.web.tenancy;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.platform.InvalidInputException;
import org.countersign.tenancy.BrandDraft;
import org.countersign.tenancy.BrandHoliday;
import org.countersign.tenancy.BrandLink;
import org.countersign.tenancy.BrandProfile;
import org.countersign.tenancy.BrandProfiles;
import org.countersign.tenancy.Clients;
import org.countersign.web.shell.AddressId;
import org.countersign.web.shell.Notices;

/** Backs {@code /tenancy/profile.xhtml}: what is kept of a brand, or a new brand of a client. */
@Named
@ViewScoped
public class BrandProfilePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Pattern PARTS = Pattern.compile("[,\\n]");

    @EJB BrandProfiles profiles;
    @EJB Clients clients;
    @Inject Notices notices;

    private String id;
    private String client;
    private UUID brandId;
    private UUID clientId;
    private String clientName = "";
    private String title = "";
    private long version;
    private int colour = 1;
    private String[] workingDays = {"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"};
    private String name;
    private String initials;
    private String zone;
    private String languages;
    private String sector;
    private String jurisdictions;
    private String voice;
    private String voiceDo;
    private String voiceDont;
    private String holidays;
    private String site;
    private String shop;
    private String imprint;
    private String privacy;
    private String contact;
    private String others;

    public void load() {
        if (id == null) {
            var row = clients.find(AddressId.of(client, "client"));
            clientId = row.id();
            clientName = row.name();
            return;
        }
        BrandProfile profile = profiles.find(AddressId.of(id, "brand"));
        var brand = profile.brand();
        brandId = brand.id();
        clientId = brand.clientId();
        clientName = brand.clientName();
        version = brand.version();
        title = brand.name();
        name = brand.name();
        initials = brand.initials();
        colour = brand.colour();
        zone = brand.zone().getId();
        languages = String.join(", ", brand.languages());
        sector = profile.sector();
        jurisdictions = String.join(", ", profile.jurisdictions());
        voice = profile.voice();
        voiceDo = String.join("\n", profile.voiceDo());
        voiceDont = String.join("\n", profile.voiceDont());
        workingDays = profile.calendar().days().stream().map(Enum::name).toArray(String[]::new);
        holidays =
                profile.calendar().list().stream()
                        .map(day -> day.day() + " " + day.name())
                        .collect(Collectors.joining("\n"));
        site = link(profile, BrandLink.Kind.SITE);
        shop = link(profile, BrandLink.Kind.SHOP);
        imprint = link(profile, BrandLink.Kind.IMPRINT);
        privacy = link(profile, BrandLink.Kind.PRIVACY);
        contact = link(profile, BrandLink.Kind.CONTACT);
        others = link(profile, BrandLink.Kind.OTHER);
    }

    private static String link(BrandProfile profile, BrandLink.Kind kind) {
        return profile.links().stream()
                .map(checked -> checked.link())
                .filter(link -> link.kind() == kind)
                .map(BrandLink::url)
                .collect(Collectors.joining("\n"));
    }

    /** Saves, and shows the brand as it then is. */
    public String save() {
        boolean saved =
                notices.attempt(
                        () -> {
                            if (brandId == null) {
                                brandId = profiles.create(clientId, draft());
                            } else {
                                profiles.change(brandId, version, draft());
                            }
                        });
        if (!saved) {
            return null;
        }
        notices.done("profile.message.saved", name);
        notices.forgetDrafts();
        return "/tenancy/brand?faces-redirect=true&id=" + brandId;
    }

    private BrandDraft draft() {
        return new BrandDraft(
                filled(name),
                filled(initials),
                colour,
                filled(zone),
                parts(languages),
                filled(sector),
                parts(jurisdictions),
                filled(voice),
                parts(voiceDo),
                parts(voiceDont),
                days(),
                days(holidays),
                links());
    }

    private Set<DayOfWeek> days() {
        var days = EnumSet.noneOf(DayOfWeek.class);
        Stream.of(workingDays == null ? new String[0] : workingDays)
                .forEach(day -> days.add(DayOfWeek.valueOf(day)));
        return days;
    }

    /** One a line: the day, then its name. */
    private static List<BrandHoliday> days(String typed) {
        var days = new ArrayList<BrandHoliday>();
        for (String line : filled(typed).split("\n")) {
            if (!line.isBlank()) {
                String[] parts = line.strip().split("\\s+", 2);
                try {
                    days.add(new BrandHoliday(LocalDate.parse(parts[0]), parts[1]));
                } catch (DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                    throw new InvalidInputException(
                            "holidays", "brand.refused.holiday", line.strip());
                }
            }
        }
        return days;
    }

    private List<BrandLink> links() {
        var links = new ArrayList<BrandLink>();
        Map.of(
                        BrandLink.Kind.SITE, filled(site),
                        BrandLink.Kind.SHOP, filled(shop),
                        BrandLink.Kind.IMPRINT, filled(imprint),
                        BrandLink.Kind.PRIVACY, filled(privacy),
                        BrandLink.Kind.CONTACT, filled(contact),
                        BrandLink.Kind.OTHER, filled(others))
                .forEach(
                        (kind, typed) ->
                                typed.lines()
                                        .map(String::strip)
                                        .filter(url -> !url.isEmpty())
                                        .forEach(url -> links.add(new BrandLink(kind, url))));
        return links;
    }

    private static List<String> parts(String typed) {
        return PARTS.splitAsStream(filled(typed))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed.replace("\r", "");
    }

    public boolean isFresh() {
        return brandId == null;
    }

    public List<Integer> getColours() {
        return IntStream.rangeClosed(1, 8).boxed().toList();
    }

    public List<DayOfWeek> getWeek() {
        return List.of(DayOfWeek.values());
    }

    public String getTitle() {
        return title;
    }

    public String getClientName() {
        return clientName;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getClient() {
        return client;
    }

    public void setClient(String client) {
        this.client = client;
    }

    public int getColour() {
        return colour;
    }

    public void setColour(int colour) {
        this.colour = colour;
    }

    public String[] getWorkingDays() {
        return workingDays.clone();
    }

    public void setWorkingDays(String[] workingDays) {
        this.workingDays = workingDays.clone();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getInitials() {
        return initials;
    }

    public void setInitials(String initials) {
        this.initials = initials;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public String getLanguages() {
        return languages;
    }

    public void setLanguages(String languages) {
        this.languages = languages;
    }

    public String getSector() {
        return sector;
    }

    public void setSector(String sector) {
        this.sector = sector;
    }

    public String getJurisdictions() {
        return jurisdictions;
    }

    public void setJurisdictions(String jurisdictions) {
        this.jurisdictions = jurisdictions;
    }

    public String getVoice() {
        return voice;
    }

    public void setVoice(String voice) {
        this.voice = voice;
    }

    public String getVoiceDo() {
        return voiceDo;
    }

    public void setVoiceDo(String voiceDo) {
        this.voiceDo = voiceDo;
    }

    public String getVoiceDont() {
        return voiceDont;
    }

    public void setVoiceDont(String voiceDont) {
        this.voiceDont = voiceDont;
    }

    public String getHolidays() {
        return holidays;
    }

    public void setHolidays(String holidays) {
        this.holidays = holidays;
    }

    public String getSite() {
        return site;
    }

    public void setSite(String site) {
        this.site = site;
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public String getImprint() {
        return imprint;
    }

    public void setImprint(String imprint) {
        this.imprint = imprint;
    }

    public String getPrivacy() {
        return privacy;
    }

    public void setPrivacy(String privacy) {
        this.privacy = privacy;
    }

    public String getContact() {
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public String getOthers() {
        return others;
    }

    public void setOthers(String others) {
        this.others = others;
    }
}

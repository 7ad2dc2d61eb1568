package org.countersign.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.countersign.acceptance.product.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The map of where people are in the books is whole, and what must not be in the chain is not.
 *
 * <p>When this fails for a new column: insert its row into {@code personal_data} in the migration
 * that adds it, with what an export and an erasure do with it.
 */
class PersonalDataIT {

    /** Columns that name a person, as far as the catalogue can tell. */
    private static final String SUSPECTS =
            """
            select distinct c.relname || '.' || a.attname
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and c.relname not in ('flyway_schema_history', 'personal_data') and a.attname <> 'agency_id'
              and (exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
                             and k.confrelid = 'person'::regclass and a.attnum = any (k.conkey))
                or pg_get_expr(d.adbin, d.adrelid) like '%bound_person()%'
                or exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
                            where t.tgrelid = c.oid and f.prosrc ~ ('new\\.' || a.attname || '\\s*:=\\s*bound_person\\(\\)'))
                or (a.atttypid = 'text'::regtype
                    and a.attname ~ '(^|_)(by|person|author|actor|mail|subject|payload|owner)(_id)?$')
                or (c.relname = 'person' and a.attname = 'id'))""";

    private static final String IN_THE_MAP =
            "select table_name || '.' || column_name from personal_data";

    @BeforeAll
    static void somethingInTheBooks() throws SQLException {
        Line.provision();
        Line.everywhere(Line.AGENCY);
    }

    @Test
    void everyColumnThatNamesAPersonIsInTheMap() throws SQLException {
        assertThat(Database.<List<String>>superuser(s -> s.texts(SUSPECTS)))
                .hasSizeGreaterThan(40)
                .isSubsetOf(Database.<List<String>>superuser(s -> s.texts(IN_THE_MAP)));
    }

    @Test
    void theMapNamesNothingThatIsNotThere() throws SQLException {
        assertThat(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select table_name || '.' || column_name from personal_data p
                                                where not exists (
                                                  select from information_schema.columns c
                                                  where c.table_schema = 'public' and c.table_name = p.table_name
                                                    and c.column_name in (p.column_name, p.words_column)
                                                  having count(*) = 1 + (p.words_column is not null)::int)""")))
                .isEmpty();
    }

    /** What cannot be read cannot be exported. */
    @Test
    void theApplicationReadsWhatTheMapNames() throws SQLException {
        assertThat(
                        Database.<List<String>>superuser(
                                s ->
                                        s.texts(
                                                """
                                                select table_name || '.' || column_name from personal_data
                                                where found_by <> 'NONE'
                                                  and not has_column_privilege('countersign_app', table_name, column_name, 'SELECT')""")))
                .isEmpty();
    }

    /**
     * Every entry that everything so far has made, in every agency and both chains: no name and no
     * mail address of anybody, and no value that is a sentence.
     */
    @Test
    void theChainsCarryNothingAboutPeople() throws SQLException {
        var found = new ArrayList<String>();
        found.addAll(
                texts(
                        """
                        select e.agency_id || ' ' || e.action || ' ' || e.detail from audit_entry e join person p
                          on p.agency_id = e.agency_id
                        where p.name not like 'Erased person%'
                          and (strpos(convert_from(e.canonical, 'UTF8'), p.name) > 0
                               or p.mail <> '' and strpos(lower(convert_from(e.canonical, 'UTF8')), lower(p.mail)) > 0)"""));
        found.addAll(
                texts(
                        """
                        select e.agency_id || ' ' || e.action || ' ' || e.detail from audit_entry e
                        where convert_from(e.canonical, 'UTF8') ~ '[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\\.'"""));
        found.addAll(
                texts(
                        """
                        select e.agency_id || ' ' || e.action || ' ' || d.key || '=' || d.value
                        from audit_entry e, json_each_text(e.detail::json) d
                        where not (d.value like 'sha256:%' or d.value = '' or is_audit_code(e.chain, d.key, d.value))"""));
        found.addAll(
                texts(
                        """
                        select e.agency_id || ' ' || e.action || ' ' || e.subject_id from audit_entry e
                        where e.subject_id !~ '^[A-Za-z0-9/._*-]*$'"""));
        assertThat(found).isEmpty();
    }

    @Test
    void theWordsOfAnEntryAreBesideTheChainAndCanBeProven() throws SQLException {
        assertThat(
                        texts(
                                """
                                select 'proven' from audit_entry e
                                join audit_text t on t.agency_id = e.agency_id
                                 and e.detail::json ->> 'reason' = 'sha256:' || encode(sha256(t.salt || convert_to(t.words, 'UTF8')), 'hex')
                                where e.action = 'hold.placed' and t.words like 'a test of %'"""))
                .isNotEmpty();
    }

    private static List<String> texts(String sql) throws SQLException {
        return Database.superuser(s -> s.texts(sql));
    }
}

-- The index of characters has five in a row, too, where it has texts under their ids
-- (api/store/engine/gram_forms.h). The next start adds all that there are once more: what is already
-- in the index stays as it is.

INSERT INTO gram_changes (id, old) SELECT id, '' FROM gram_texts WHERE text <> ''
    ON CONFLICT DO NOTHING;

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_corrections")]
    operations = [
        migrations.AddField(
            model_name="story",
            name="before",
            field=models.JSONField(blank=True, default=list),
        )
    ]
